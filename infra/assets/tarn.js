// The tracker: readable source of tarn.min.js, which build/minify.sh makes and /tarn.js serves. How to use it and what
// it sends is in docs/tracker.md. ES2017; every visitor loads every byte, so a test holds the size. Variables that are
// sent bear the names of their keys.
(() => {
  const {host} = location;
  const {
    src,
    dataset: {
      domain: hn = host, endpoint = new URL('hello.gif', src), events = '', keepQuery = 'ref', hash = '-',
      local = host || 'localhost'
    }
  } = document.currentScript;
  const {width: w, height: h, colorDepth: d} = screen;
  const {
    language: l, platform: p, deviceMemory: m = '', hardwareConcurrency: c, globalPrivacyControl, doNotTrack
  } = navigator;
  let {q: waiting = []} = window.tarn || 0;
  // The page in view: its address and path as sent, its path and query, the ts of its page view.
  let u;
  let pa;
  let pt;
  // The page that was in view before.
  let r = document.referrer;
  // Since when the page is visible, 0 while it is not; the part of its height that was seen.
  let shownSince;
  let depth;
  let lastTime = 0;

  // Milliseconds since 1970, at each call a later one.
  const tick = () => lastTime = Math.max(new Date, lastTime + 1);

  // CloudFront takes URLs of 8,192 bytes; what is less needed stands last. Browsers refuse keepalive when too much of
  // it is under way: then once more without. Should both arrive, the lake counts one.
  const send = (fields, again) =>
    fetch(
      `${endpoint}?${new URLSearchParams(fields)}`.replace(/\+/g, '%20').slice(0, 8e3),
      {referrer: '', mode: 'no-cors', keepalive: !again}
    ).catch(() => again || send(fields, 1));

  const track = (en, data, pr = data ? JSON.stringify(data) : '') => waiting ? waiting.push([en, data, pr])
    : en && send({t: 'tr', ts: tick(), pt, hn, en, pr: pr[800] ? '{"too_long":1}' : pr, pa, u});

  // Sends the page view that waits, if the page is or was visible, and then the calls that waited for it.
  const view = (calls = waiting) => {
    if (calls && shownSince) {
      waiting = 0;
      send({
        t: 'pv',
        ts: pt = shownSince,
        hn,
        pa,
        u,
        r: r.replace(/\?.*/, '').replace('//' + host, '//' + hn),
        iw: innerWidth,
        ih: innerHeight,
        w,
        h,
        d,
        l,
        p,
        m,
        c,
        tz: Intl.DateTimeFormat().resolvedOptions().timeZone,
        ti: document.title
      });
      r = u;
      calls.map(call => track(...call));
    }
  };

  // How much of the page's height has come into view, 0 to 1.
  const measure = () =>
    depth = Math.max(depth, (scrollY + innerHeight) / document.documentElement.scrollHeight);

  const look = () => {
    view();
    const seconds = shownSince && (tick() - shownSince) / 1e3;
    if (seconds > 1) {
      track('engagement', {seconds, scroll: measure() * 100 | 0});
    }
    shownSince = document.hidden ? 0 : tick();
    // Apps set the title of a page after its address.
    setTimeout(view, 300);
  };

  // Begins a page view, if the page has become another one or came back from the back/forward cache.
  const turn = (event, replaced) => {
    const [route] = location.hash.match(`^#${hash}/[^?]*`) || [''];
    const nextPath = location.pathname + route.replace('#', '%23');
    const nextUrl = location.origin + location.pathname + location.search.replace(
      RegExp(`[?&](?!utm_|(ref|source|\\w+clk?id|.braid|li_fat_id|${keepQuery})=)[^&]*`, 'gi'), ''
    ).replace(/^&/, '?') + route;
    if (event.persisted || (replaced ? nextPath != pa : nextUrl != u)) {
      // Routers redirect with replaceState: that is still the view that waits.
      if (!replaced || !waiting) {
        look();
      }
      pa = nextPath;
      u = nextUrl;
      waiting = waiting || [];
      depth = 0;
    }
  };

  const act = ({target, type}) => {
    // A script may dispatch a click on the document or the window.
    if (target.closest) {
      const isForm = type == 'submit';
      const tagged = target.closest('[data-tarn-event]');
      const link = target.closest('a');
      const name = isForm ? 'form' : link && link.host
        && (/\.(pdf|csv|zip|gz|dmg|exe|(doc|xls|ppt)x?)$/i.test(link.pathname) ? 'download'
          : link.host != host && 'outbound');
      if (tagged && 'action' in tagged == isForm) {
        track(tagged.dataset.tarnEvent, 0, tagged.dataset.tarnData);
      }
      if (events.includes(name)) {
        track(name, !isForm && {url: link.origin + link.pathname});
      }
    }
  };

  if (waiting) {
    window.tarn = track;
    track.q = 0;
    try {
      if (localStorage.tarn_ignore) {
        return;
      }
    } catch (storageIsBlocked) {}
    if (!(globalPrivacyControl || doNotTrack > 0 || /^(localhost|127\.)/.test(local))) {
      ['pushState', 'replaceState'].map((name, replaced) => {
        const original = history[name];
        history[name] = (...state) => {
          original.apply(history, state);
          turn(0, replaced);
        };
      });
      Object.entries({
        click: act,
        submit: act,
        scroll: measure,
        popstate: turn,
        pageshow: turn,
        pagehide: look,
        visibilitychange: look
      }).map(pair => addEventListener(...pair, true));
      performance.getEntriesByType('navigation').map(
        entry => events.includes(entry.responseStatus) && track(entry.responseStatus)
      );
      turn(0);
    }
  }
})();
