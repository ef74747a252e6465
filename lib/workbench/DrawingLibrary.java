package tarn.workbench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * Plotly and the outlines of countries, for the page that shows figures: packed, and put to work without a network.
 *
 * <p>Pages may have require.js, for which Plotly would define a module and leave {@code window.Plotly} undefined. So its
 * source runs as a function in which {@code define}, {@code module} and {@code exports} are undefined. It comes packed,
 * because it stands in the saved notebook: 2.7 MB in place of 11 MB.
 */
final class DrawingLibrary implements Rich {
  private static final String VERSION = "3.3.1";
  private static final String PLOTLY = "/META-INF/resources/webjars/plotly.js-dist/" + VERSION + "/plotly.js";
  private static final String WORLD = "/workbench/world.json";

  /** {@code window.tarnPlotly} promises Plotly to each figure of the page, which may come before this is unpacked. */
  private static final String SCRIPT = """
      <script>
      (function () {
        if (window.tarnPlotly) { return; }
        var packed = "%s";
        window.tarnPlotly = (async function () {
          var bytes = Uint8Array.from(atob(packed), function (c) { return c.charCodeAt(0); });
          var unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
          new Function("define", "module", "exports", await new Response(unpacked).text())();
          return window.Plotly;
        })();
      })();
      </script>
      """;

  private static final class Packed {
    private static final String TEXT = pack();

    private static String pack() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(bytes);
          InputStream plotly = resource(PLOTLY);
          InputStream world = resource(WORLD)) {
        plotly.transferTo(gzip);
        String outlines = new String(world.readAllBytes(), StandardCharsets.UTF_8).lines()
            .filter(line -> !line.startsWith("#")).collect(Collectors.joining());
        gzip.write(("\n;window.PlotlyGeoAssets.topojson.world_110m = " + outlines + ";\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static InputStream resource(String name) throws IOException {
      InputStream resource = DrawingLibrary.class.getResourceAsStream(name);
      if (resource == null) {
        throw new IOException(name + " is missing from the class path of the notebook");
      }
      return resource;
    }
  }

  @Override
  public String html() {
    return SCRIPT.formatted(Packed.TEXT);
  }

  @Override
  public String toString() {
    return "Figures are drawn by Plotly " + VERSION + ", which is in this notebook.";
  }
}
