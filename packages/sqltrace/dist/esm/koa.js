export {};
//# sourceMappingURL=koa.js.map