// Watches the song page from inside: when is a word lit, when is that painted, when is its click heard.
(() => {
  const seen = { lit: [], plain: [], painted: {}, clicks: [], clock: [], latency: 0 };
  window.seen = seen;

  // When something is painted: a node that appears together with it has an Element Timing of its own.
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.painted[entry.identifier] = entry.renderTime;
  }).observe({ type: "element", buffered: true });
  const mark = (name) => {
    const node = document.createElement("span");
    node.textContent = "•";
    node.setAttribute("elementtiming", name);
    node.style.cssText = `position:fixed;z-index:99;top:${Math.random() * 300}px;left:${Math.random() * 300}px`;
    document.body.append(node);
    setTimeout(() => node.remove(), 1500);
  };

  // What goes to the loudspeakers goes through a worklet as well, which tells in which sample a click begins.
  const source = `registerProcessor("tap", class extends AudioWorkletProcessor {
    quiet = 0;
    process([[samples]]) {
      if (samples) for (let i = 0; i < samples.length; i += 1) {
        if (Math.abs(samples[i]) < 0.08) this.quiet += 1;
        else {
          if (this.quiet > 0.15 * sampleRate) this.port.postMessage((currentFrame + i) / sampleRate);
          this.quiet = 0;
        }
      }
      return true;
    }
  });`;
  const { connect } = AudioNode.prototype;
  AudioNode.prototype.connect = function (target, ...rest) {
    if (target === this.context.destination) void tap(this);
    return connect.call(this, target, ...rest);
  };
  const tap = async (node) => {
    const { context } = node;
    await context.audioWorklet.addModule(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
    const worklet = new AudioWorkletNode(context, "tap", { numberOfOutputs: 0 });
    worklet.port.onmessage = ({ data }) => {
      const heard = () => {
        const { contextTime, performanceTime } = context.getOutputTimestamp();
        return performanceTime + (data - contextTime) * 1000;
      };
      // Told when it is rendered, and heard later: what the mapping says then is nearer to the truth.
      setTimeout(() => seen.clicks.push(heard()), 60);
      seen.latency = context.outputLatency * 1000;
    };
    connect.call(node, worklet);
  };

  addEventListener("DOMContentLoaded", () => {
    const words = JSON.parse(document.querySelector("#timeline").textContent).lines.flatMap((line) => line[2]);
    const shown = [...document.querySelectorAll(".lyrics .line b")];
    let on = null;
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        if (target === on || !target.classList.contains("on")) continue;
        on = target;
        const name = `o${seen.lit.length}`;
        const audio = document.querySelector("audio");
        seen.lit.push([name, words[shown.indexOf(target)][0], performance.now(), audio.paused || audio.seeking]);
        mark(name);
      }
    }).observe(document.querySelector(".lyrics"), { subtree: true, attributeFilter: ["class"] });
    let last = -1;
    document.querySelector("audio").addEventListener("timeupdate", ({ target }) => {
      const word = words.findLastIndex((span) => span[0] <= target.currentTime * 1000);
      if (word === last) return;
      const name = `p${seen.plain.length}`;
      if (word === last + 1) {
        seen.plain.push([name, words[word][0], performance.now(), false]);
        mark(name);
      }
      last = word;
    });
    // What the element's own clock says, between the frames: often, and from no frame's callback.
    setInterval(() => {
      const audio = document.querySelector("audio");
      if (!audio.paused && !audio.seeking) seen.clock.push([performance.now(), audio.currentTime * 1000]);
    }, 7);
  });
})();
