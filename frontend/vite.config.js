import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";

export default defineConfig({
  base: "./", // the site may live under any prefix; chunks find each other by relative addresses
  plugins: [tailwindcss()],
  build: {
    outDir: "../static/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    chunkSizeWarningLimit: 700, // the charts, loaded only where a page has one
    rollupOptions: {
      input: "src/main.js",
      onwarn(warning, warn) {
        // htmx contains an eval that main.js switches off (allowEval: false).
        if (warning.code !== "EVAL") warn(warning);
      },
    },
  },
});
