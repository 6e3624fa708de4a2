export {};
//# sourceMappingURL=hono.d.ts.map