export {};
//# sourceMappingURL=koa.d.ts.map