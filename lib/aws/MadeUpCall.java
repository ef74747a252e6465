package tarn.aws;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import tarn.enrich.AllowList;
import tarn.event.PixelOptions;
import tarn.lake.LineCounts;

/** A call that Firehose never made, with which a snapshot has all classes and rules loaded that a real one needs. */
final class MadeUpCall {
  private static final String HEAD = "1700000000.123\t192.0.2.1\t200\t/hello.gif\t789\tHAM50-P2\t0.001\t";
  private static final String TAIL = "\tHit\tDE\t64496\n";
  private static final String QUERY = "hn=example.com&u=https%253A%252F%252Fexample.com%252F%253Futm_source%253Dnews"
      + "&pa=%252F&ti=A%2520page&ts=1700000000000&r=https%253A%252F%252Fwww.google.com%252F&iw=1280&ih=720&w=1920&h=1080"
      + "&d=24&l=en-GB&p=Win32&m=8&c=8&tz=Europe%252FBerlin";
  private static final List<String> AGENTS = List.of(
      "Mozilla/5.0%20(Windows%20NT%2010.0;%20Win64;%20x64)%20AppleWebKit/537.36%20(KHTML,%20like%20Gecko)"
          + "%20Chrome/142.0.0.0%20Safari/537.36",
      "Mozilla/5.0%20(iPhone;%20CPU%20iPhone%20OS%2018_6%20like%20Mac%20OS%20X)%20AppleWebKit/605.1.15"
          + "%20(KHTML,%20like%20Gecko)%20Version/18.6%20Mobile/15E148%20Safari/604.1",
      "Mozilla/5.0%20(Linux;%20Android%2010;%20K)%20AppleWebKit/537.36%20(KHTML,%20like%20Gecko)"
          + "%20Chrome/142.0.0.0%20Mobile%20Safari/537.36",
      "Mozilla/5.0%20(X11;%20Linux%20x86_64;%20rv:145.0)%20Gecko/20100101%20Firefox/145.0",
      "Mozilla/5.0%20(compatible;%20bingbot/2.0;%20+http://www.bing.com/bingbot.htm)");
  private static final int ROUNDS = 20;

  private MadeUpCall() {}

  /** Answers it as a real one to any site, with a salt that is none, and forgets the answer. */
  static void answer(PixelOptions options) throws IOException {
    PixelOptions anySite =
        new PixelOptions(AllowList.everything(), null, options.trimSlash(), options.referrers(), options.userAgents());
    FirehoseTransform transform = new FirehoseTransform(anySite, day -> new byte[32], line -> {});
    FailedShare share = new FailedShare();
    for (int round = 0; round < ROUNDS; round++) {
      transform.answer(FirehoseRequest.read(request()), day -> new LineCounts(), share::add);
    }
    share.line("none", Instant.EPOCH);
  }

  private static InputStream request() throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode request = json.createObjectNode().put("invocationId", "none");
    ArrayNode records = request.putArray("records");
    for (String agent : AGENTS) {
      add(records, HEAD + agent + "\t-\tt=pv&" + QUERY + TAIL);
      add(records, HEAD + agent + "\t-\tt=tr&en=click&pr=%257B%2522a%2522%253A1%257D&" + QUERY + TAIL);
      add(records, HEAD.replace("hello", "noscript") + agent + "\thttps://example.com/\t-" + TAIL);
    }
    add(records, "no log line\n");
    return new ByteArrayInputStream(json.writeValueAsBytes(request));
  }

  private static void add(ArrayNode records, String line) {
    records.addObject().put("recordId", "" + records.size()).put("approximateArrivalTimestamp", 1_700_000_000_123L)
        .put("data", line.getBytes(StandardCharsets.UTF_8));
  }
}
