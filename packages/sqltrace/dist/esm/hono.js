export {};
//# sourceMappingURL=hono.js.map