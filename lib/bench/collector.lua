-- Hits for wrk: visitors, browsers and pages as they come, every hit with a time of its own.
-- Environment: TARN_BENCH_PATH asks for that path only; TARN_BENCH_PAUSE is the mean pause of a connection in ms.
local only = os.getenv("TARN_BENCH_PATH")
local pause = tonumber(os.getenv("TARN_BENCH_PAUSE") or "0")
local systems = {
  "Windows NT 10.0; Win64; x64", "Macintosh; Intel Mac OS X 10_15_7", "X11; Linux x86_64",
  "Linux; Android 14; Pixel 8", "Linux; Android 13; SM-S911B", "X11; CrOS x86_64 14541.0.0",
}
local threads = 0
local time = os.time() * 1000

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init()
  math.randomseed(number)
  time = time + number * 7
end

-- Without a pause wrk must not find this function: it would wait for a timer.
if pause > 0 then
  function delay()
    return math.random(0, 2 * pause)
  end
end

function request()
  if only then
    return wrk.format("GET", only)
  end
  time = time + math.random(0, 1)
  local page = "%2Fposts%2F" .. math.random(500)
  return wrk.format("GET", "/hello.gif?t=pv&ts=" .. time
    .. "&u=https%3A%2F%2Fexample.com" .. page .. "%3Futm_source%3Dnews&hn=example.com&pa=" .. page
    .. "&r=https%3A%2F%2Fwww.google.com%2F&iw=1440&ih=789&w=1440&h=900&d=24&l=en-US&p=Linux&m=8&c=8&tz=Europe%2FBerlin"
    .. "&ti=A%20post%20about%20small%20lakes&uso=news", {
    ["User-Agent"] = "Mozilla/5.0 (" .. systems[math.random(#systems)] .. ") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/"
      .. math.random(100, 140) .. ".0." .. math.random(0, 9) .. ".0 Safari/537.36",
    ["Referer"] = "https://example.com/",
    ["Accept"] = "*/*",
    ["Accept-Language"] = "en-US,en;q=0.9",
    ["Accept-Encoding"] = "gzip, deflate, br",
    ["X-Forwarded-For"] = "10." .. math.random(0, 3) .. "." .. math.random(0, 255) .. "." .. math.random(0, 255),
  })
end

function done(summary, latency)
  io.write(string.format("%d %d %d %.0f %.2f %.2f %.2f\n", summary.requests, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
