"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
//# sourceMappingURL=hono.js.map