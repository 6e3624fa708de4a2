"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
//# sourceMappingURL=express.js.map