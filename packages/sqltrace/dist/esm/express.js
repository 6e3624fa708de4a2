export {};
//# sourceMappingURL=express.js.map