export {};
//# sourceMappingURL=express.d.ts.map