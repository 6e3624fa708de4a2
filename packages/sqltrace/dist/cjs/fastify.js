"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
//# sourceMappingURL=fastify.js.map