package tarn.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tarn.enrich.UserAgentParser;
import tarn.enrich.UserAgentRegexes;
import tarn.log.LogFormat;
import tarn.log.LogParser;

/** The user agents of the mix, on one core: each for the first time, or all of them known. */
final class UserAgentBenchmark implements Benchmark {
  private static final int VARIANTS = 10;

  private final boolean known;
  /** As bytes, since a new text comes with each line, and has no hash yet. */
  private final List<byte[]> agents = new ArrayList<>();
  private UserAgentParser parser;

  UserAgentBenchmark(BenchmarkLog log, boolean known) throws Exception {
    this.known = known;
    LogParser lines = LogFormat.REALTIME.parser();
    List<String> different = new ArrayList<>();
    for (String line : log.lines()) {
      different.add(lines.parse(line).userAgent());
    }
    for (int variant = 0; variant < VARIANTS; variant++) {
      for (String agent : different.stream().distinct().toList()) {
        // An ending that no rule asks for makes an agent that was never seen.
        agents.add((known ? agent : agent + " x" + variant).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Override
  public String name() {
    return known ? "user agents, known" : "user agents, never seen";
  }

  @Override
  public String unit() {
    return "agents";
  }

  @Override
  public void prepare() {
    parser = new UserAgentParser(UserAgentRegexes.bundled());
    if (known) {
      agents.forEach(agent -> parser.parse(new String(agent, StandardCharsets.UTF_8)));
    }
  }

  @Override
  public long run() {
    long browsers = 0;
    for (byte[] agent : agents) {
      browsers += parser.parse(new String(agent, StandardCharsets.UTF_8)).browserName() != null ? 1 : 0;
    }
    if (browsers < agents.size() / 2) {
      throw new IllegalStateException("only " + browsers + " of " + agents.size() + " agents were understood");
    }
    return agents.size();
  }
}
