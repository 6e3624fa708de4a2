export {};
//# sourceMappingURL=http.d.ts.map