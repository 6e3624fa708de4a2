export {};
//# sourceMappingURL=fastify.d.ts.map