// The tracker: readable source of tarn.min.js, which build/minify.sh makes and /tarn.js serves. How to use it and what it
// sends is in docs/tracker.md. ES2017; every visitor loads every byte, so a test holds the size. Variables that are sent
// bear the names of their keys.
(() => {
  const {host} = location;
  const {
    src,
    dataset: {domain: hn = host, endpoint = new URL('hello.gif', src), events = '', keepQuery = 'ref', hash = '-', local = host || 'localhost'}
  } = document.currentScript;
  const {width: w, height: h, colorDepth: d} = screen;
  const {
    language: l, platform: p, deviceMemory: m = '', hardwareConcurrency: c, globalPrivacyControl, doNotTrack
  } = navigator;
  let {q: waiting = []} = window.tarn || {};
  // The page in view: its address and path as sent, its path and query, the ts of its page view.
  let u;
  let pa;
  let pt;
  // The page that was in view before.
  let r = document.referrer;
  // Since when the page is visible, 0 while it is not; milliseconds seen and not yet told; percent seen.
  let shownSince;
  let shownMillis;
  let depth;
  let lastTime = 0;
  let refused;

  // Milliseconds since 1970, at each call a later one.
  const tick = () => lastTime = Math.max(new Date, lastTime + 1);

  // CloudFront takes URLs of 8,192 bytes; what is less needed stands last. Browsers refuse keepalive when too much of it
  // is under way: then once more without. Should both arrive, the lake counts one.
  const send = (fields, again) =>
    fetch(`${endpoint}?${new URLSearchParams(fields)}`.replace(/\+/g, '%20').slice(0, 8e3), {keepalive: !again, mode: 'no-cors', referrer: ''})
        .catch(() => again || send(fields, 1));

  const track = (en, data, pr = data ? JSON.stringify(data) : '') => waiting ? waiting.push([en, data, pr])
    : en && send({t: 'tr', ts: tick(), hn, pt, en, pr: pr[800] ? '{"too_long":1}' : pr, pa, u});

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
        r: r.split('?')[0].replace('//' + host, '//' + hn),
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

  const measure = () => depth = Math.max(depth,
    (scrollY + innerHeight) / document.documentElement.scrollHeight);

  const look = () => {
    view();
    if (shownSince) {
      shownMillis += tick() - shownSince;
      measure();
      if (shownMillis > 1e3) {
        track('engagement', {seconds: shownMillis / 1e3, scroll: Math.min(100, depth * 100 | 0)});
        shownMillis = 0;
      }
    }
    shownSince = !document.hidden && tick();
    // Apps set the title of a page after its address.
    setTimeout(view, 250);
  };

  // Begins a page view, if the page has become another one or came back from the back/forward cache.
  const turn = (event, replaced) => {
    const [route] = location.hash.match(`^#${hash}/[^?]*`) || [''];
    const nextPath = location.pathname + route.replace('#', '%23');
    const nextUrl = location.origin + location.pathname + location.search.replace(RegExp(`[?&](?!utm_|(ref|source|\\w+clk?id|.braid|li_fat_id|${keepQuery})=)[^&]*`, 'gi'), '').replace(/^&/, '?') + route;
    if (event.persisted || nextPath != pa || !replaced && nextUrl != u) {
      // Routers redirect with replaceState: that is still the view that waits.
      if (!replaced || !waiting) {
        look();
      }
      pa = nextPath;
      u = nextUrl;
      waiting = waiting || [];
      shownMillis = depth = 0;
    }
  };

  const act = ({target, type}) => {
    const isForm = type == 'submit';
    const tagged = target.closest('[data-tarn-event]');
    const link = target.closest('a[href]');
    const name = isForm ? 'form' : link && link.host
      && (/\.(pdf|csv|zip|gz|dmg|exe|(doc|xls|ppt)x?)$/i.test(link.pathname) ? 'download'
        : link.host != host && 'outbound');
    if (tagged && 'action' in tagged == isForm) {
      track(tagged.dataset.tarnEvent, 0, tagged.dataset.tarnData);
    }
    if (events.includes(name)) {
      track(name, {target: isForm ? '' + target.id : link.origin + link.pathname});
    }
  };


  if (waiting) {
    window.tarn = track;
    track.q = 0;
    try {
      refused = localStorage.tarn_ignore;
    } catch (storageIsBlocked) {}
    if (!(refused || globalPrivacyControl || doNotTrack > 0
        || /^(localhost|127\.)/.test(local))) {
      ['pushState', 'replaceState'].map((name, replaced) => {
        const original = history[name];
        history[name] = (...state) => {
          original.apply(history, state);
          turn(0, replaced);
        };
      });
      Object.entries({
        popstate: turn,
        pageshow: turn,
        pagehide: look,
        visibilitychange: look,
        scroll: measure,
        click: act,
        submit: act
      }).map(pair => addEventListener(...pair, true));
      if (events.includes('404')) {
        track('404');
      }
      turn(0);
    }
  }
})();
