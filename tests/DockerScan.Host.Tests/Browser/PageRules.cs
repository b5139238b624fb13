namespace DockerScan.Host.Tests.Browser;

/// <summary>What of WCAG 2.2 AA can be seen in a page by itself: language and title (3.1.1, 2.4.2), one heading, unique ids, names (4.1.2), size of targets (2.5.8), contrast of text (1.4.3).</summary>
internal static class PageRules
{
    /// <summary>An expression that is empty, or says what is wrong.</summary>
    public const string Script = """
        (() => {
          const faults = [], seen = new Set();
          const shown = each => { const box = each.getBoundingClientRect(); return box.width > 1 && box.height > 1 && getComputedStyle(each).visibility !== 'hidden'; };
          const name = each => `${each.tagName.toLowerCase()}.${each.className} "${(each.innerText ?? '').slice(0, 30)}"`;
          if (document.documentElement.lang !== 'ko') faults.push('lang');
          if (!document.title) faults.push('title');
          if (document.querySelectorAll('h1').length !== 1) faults.push('one h1');
          for (const each of document.querySelectorAll('[id]')) { if (seen.has(each.id)) faults.push('id ' + each.id); seen.add(each.id); }
          for (const each of document.querySelectorAll('input:not([type=hidden]), select')) if (!each.labels.length) faults.push('no label: ' + name(each));
          for (const each of document.querySelectorAll('a, button, summary')) if (!each.innerText.trim() && shown(each)) faults.push('no name: ' + name(each));
          for (const each of document.querySelectorAll('a, button, summary, input, select')) {
            const box = each.getBoundingClientRect();
            // Links within a sentence are left out by the rule itself.
            if (shown(each) && !each.closest('p') && (box.width < 24 || box.height < 24) && each.type !== 'checkbox') faults.push(`small ${Math.round(box.width)}x${Math.round(box.height)}: ${name(each)}`);
          }
          const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const rgb = (color, over) => { canvas.fillStyle = over; canvas.fillRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3); };
          const light = part => { part /= 255; return part <= .03928 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4; };
          const luminance = ([r, g, b]) => .2126 * light(r) + .7152 * light(g) + .0722 * light(b);
          const behind = each => { const chain = []; for (let at = each; at; at = at.parentElement) chain.unshift(getComputedStyle(at).backgroundColor); return chain.reduce((over, color) => `rgb(${rgb(color, over).join()})`, 'white'); };
          const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (words.nextNode()) {
            const each = words.currentNode.parentElement;
            if (!words.currentNode.data.trim() || !shown(each) || each.closest('svg, noscript, script, .skip, .unseen, option')) continue;
            const style = getComputedStyle(each), ground = behind(each);
            const [one, other] = [luminance(rgb(style.color, ground)), luminance(rgb(ground, ground))].sort((a, b) => b - a);
            const size = parseFloat(style.fontSize), needed = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
            if ((one + .05) / (other + .05) < needed) faults.push(`contrast ${((one + .05) / (other + .05)).toFixed(2)}: ${name(each)}`);
          }
          return [...new Set(faults)].slice(0, 10).join('; ');
        })()
        """;
}
