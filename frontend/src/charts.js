// Ranked bars. The figures stand in a list inside the element, which the drawing replaces.
import { BarChart } from "echarts/charts";
import { AriaComponent, GridComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer]);

const ROW = 26;
const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

export function draw(element) {
  const rows = JSON.parse(document.getElementById(element.dataset.chart).textContent);
  if (!rows.length) return;
  const list = element.querySelector("[data-chart-list]");
  const canvas = document.createElement("div");
  canvas.className = "w-full";
  canvas.style.height = `${rows.length * ROW + 40}px`;
  element.append(canvas);
  const chart = init(canvas, null, { renderer: "svg", locale: "ZH" });
  chart.setOption(options(rows, element.dataset, canvas.clientWidth));
  list.classList.add("sr-only");
  new ResizeObserver(() => chart.resize()).observe(element);
  openOnClick(chart, rows);
}

function options(rows, { unit, label }, width) {
  const colours = getComputedStyle(document.documentElement);
  const colour = (name) => colours.getPropertyValue(name).trim();
  const tones = { ok: "--color-success", info: "--color-primary", warn: "--color-warning", bad: "--color-error" };
  const text = { color: colour("--color-base-content"), fontFamily: colour("--font-sans"), fontSize: 12 };
  return {
    animation: !still,
    aria: { enabled: true, label: { description: label } },
    textStyle: text,
    grid: { left: 4, right: 64, top: 4, bottom: 4, containLabel: true },
    tooltip: {
      renderMode: "richText", // the HTML tooltip writes inline styles, which the policy forbids
      trigger: "item",
      formatter: ({ dataIndex }) => `${rows[dataIndex].label}\n${rows[dataIndex].shown}`,
    },
    xAxis: {
      type: "value",
      axisLabel: { formatter: `{value}${unit}`, color: colour("--color-quiet"), hideOverlap: true },
      splitLine: { lineStyle: { color: "#e6eaf0" } },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: rows.map((row) => row.label),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colour("--color-base-300") } },
      axisLabel: { ...text, width: Math.min(180, width * 0.38), overflow: "truncate" },
    },
    series: [
      {
        type: "bar",
        barWidth: 13,
        data: rows.map((row) => ({
          value: Number(row.value),
          itemStyle: { color: colour(tones[row.tone] ?? tones.info) },
        })),
        label: { show: true, position: "right", formatter: ({ dataIndex }) => rows[dataIndex].shown, ...text },
      },
    ],
  };
}

function openOnClick(chart, rows) {
  if (!rows.some((row) => row.url)) return;
  chart.on("click", ({ dataIndex }) => {
    if (rows[dataIndex].url) window.location.assign(rows[dataIndex].url);
  });
}
