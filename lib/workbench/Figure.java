package tarn.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tech.tablesaw.api.Table;

/**
 * A picture of a table, drawn by Plotly in the page of the notebook, without a network. It is immutable; {@link #with}
 * sets anything that Plotly's layout has.
 *
 * <p>Texts from tables are shown as they are: in Plotly's texts they can be neither mark-up nor links.
 */
public final class Figure implements Rich {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> COLOURS = List.of("#2a6f97", "#e07a2f", "#3a8f5c", "#a23b72", "#7a6c5d", "#c9a227", "#5b5f97");
  private static final int HEIGHT = 380;

  private final String title;
  private final ArrayNode traces;
  private final ObjectNode layout;
  private final int height;
  private final boolean isEmpty;

  private Figure(String title, ArrayNode traces, ObjectNode layout, int height, boolean isEmpty) {
    this.title = title;
    this.traces = traces;
    this.layout = layout;
    this.height = height;
    this.isEmpty = isEmpty;
  }

  /** A line for each of the columns {@code ys} over the column {@code x}, in the order of the rows. */
  public static Figure lines(String title, Table table, String x, String... ys) {
    return series(title, table, x, ys, trace -> trace.put("type", "scatter").put("mode", "lines"));
  }

  /** Upright bars for each of the columns {@code ys} over the column {@code x}; several are stacked. */
  public static Figure bars(String title, Table table, String x, String... ys) {
    return series(title, table, x, ys, trace -> trace.put("type", "bar")).with("barmode", "stack").with("bargap", 0.15);
  }

  /** Bars that lie, one for each row, the first on top: for names that are long. */
  public static Figure ranking(String title, Table table, String name, String value) {
    Columns columns = new Columns(table);
    ObjectNode trace = JSON.objectNode().put("type", "bar").put("orientation", "h");
    trace.set("y", columns.labels(name));
    trace.set("x", columns.values(value));
    int rows = Math.max(1, table.rowCount());
    return of(title, table, trace).with("yaxis.autorange", "reversed").with("yaxis.type", "category").with("yaxis.ticksuffix", "  ")
        .with("yaxis.showgrid", false).with("xaxis.showgrid", true).with("hovermode", "y unified").with("xaxis.title.text", value).height(Math.min(140 + 24 * rows, 900));
  }

  /** A field of colours: a row of the table for each pair of {@code x} and {@code y}; a pair without a row stays blank. */
  public static Figure heatMap(String title, Table table, String x, String y, String value) {
    Columns columns = new Columns(table);
    ObjectNode trace = JSON.objectNode().put("type", "heatmap").put("xgap", 1).put("ygap", 1);
    trace.set("colorscale", shades());
    trace.set("x", columns.labels(x));
    trace.set("y", columns.labels(y));
    trace.set("z", columns.values(value));
    trace.put("hovertemplate", "%{y}, %{x}: %{z:,}<extra></extra>");
    return of(title, table, trace).with("xaxis.type", "category").with("yaxis.type", "category").with("yaxis.autorange", "reversed")
        .with("yaxis.showgrid", false).with("xaxis.title.text", x).with("yaxis.title.text", y);
  }

  /** Flows: a row for each band from a place on the left to one on the right, as wide as {@code value}. */
  public static Figure flows(String title, Table table, String from, String to, String value) {
    return of(title, table, Flows.trace(new Columns(table), from, to, value, COLOURS)).with("hovermode", "closest").height(480);
  }

  /**
   * A map of the world, its countries coloured by {@code value}. Small states have no outline and are not seen on it.
   *
   * @param country a column of two-letter codes of ISO 3166-1, as {@code viewer_country_code} has them; others are left out
   */
  public static Figure map(String title, Table table, String country, String value) {
    Columns columns = new Columns(table);
    ObjectNode trace = JSON.objectNode().put("type", "choropleth").put("locationmode", "ISO-3");
    trace.set("colorscale", shades());
    trace.set("locations", columns.countries(country));
    trace.set("text", columns.labels(country));
    trace.set("z", columns.values(value));
    trace.put("hovertemplate", "%{text}: %{z:,}<extra></extra>");
    return world(of(title, table, trace));
  }

  /** Dots on a map of the world, as large as {@code value}, where {@code latitude} and {@code longitude} are, in degrees. */
  public static Figure dots(String title, Table table, String latitude, String longitude, String name, String value) {
    Columns columns = new Columns(table);
    ObjectNode trace = JSON.objectNode().put("type", "scattergeo").put("mode", "markers");
    trace.set("lat", columns.values(latitude));
    trace.set("lon", columns.values(longitude));
    trace.set("text", columns.labels(name));
    trace.set("customdata", columns.values(value));
    trace.put("hovertemplate", "%{text}: %{customdata:,}<extra></extra>");
    ObjectNode marker = trace.putObject("marker");
    marker.put("sizemode", "area").put("sizemin", 3).put("opacity", 0.75).put("sizeref", columns.greatest(value) / 900);
    marker.set("size", columns.values(value));
    return world(of(title, table, trace));
  }

  /** From little to much. */
  private static ArrayNode shades() {
    ArrayNode shades = JSON.arrayNode();
    shades.addArray().add(0).add("#dceaf4");
    shades.addArray().add(0.5).add("#5a9bc4");
    shades.addArray().add(1).add("#12415f");
    return shades;
  }

  private static Figure world(Figure figure) {
    return figure.with("geo.projection.type", "natural earth").with("geo.showframe", false).with("geo.showcoastlines", false)
        .with("geo.showland", true).with("geo.landcolor", "rgba(128,128,128,0.18)").with("geo.showcountries", true)
        .with("geo.countrycolor", "rgba(128,128,128,0.45)").with("geo.bgcolor", "rgba(0,0,0,0)")
        .with("geo.lataxis.range", List.of(-58, 84)).with("margin", Map.of("l", 0, "r", 0, "t", 48, "b", 0)).height(460);
  }

  /** How many come through each step, the first on top, with the share of the step before. */
  public static Figure funnel(String title, Table table, String step, String value) {
    Columns columns = new Columns(table);
    ObjectNode trace = JSON.objectNode().put("type", "funnel").put("textinfo", "value+percent previous");
    trace.set("y", columns.labels(step));
    trace.set("x", columns.values(value));
    return of(title, table, trace).with("yaxis.type", "category").with("yaxis.ticksuffix", "  ");
  }

  /** A line within the band where it is expected: the columns {@code low} and {@code high} over {@code x}. */
  public static Figure band(String title, Table table, String x, String low, String high, String value) {
    Columns columns = new Columns(table);
    ArrayNode traces = JSON.arrayNode();
    for (String bound : List.of(low, high)) {
      ObjectNode trace = JSON.objectNode().put("type", "scatter").put("mode", "lines").put("name", "expected")
          .put("showlegend", bound.equals(high)).put("hoverinfo", "skip");
      trace.putObject("line").put("width", 0).put("color", "rgba(128,128,128,0.6)");
      trace.set("x", columns.labels(x));
      trace.set("y", columns.values(bound));
      if (bound.equals(high)) {
        trace.put("fill", "tonexty").put("fillcolor", "rgba(128,128,128,0.25)");
      }
      traces.add(trace);
    }
    ObjectNode line = JSON.objectNode().put("type", "scatter").put("mode", "lines").put("name", value);
    line.putObject("line").put("color", COLOURS.get(0));
    line.set("x", columns.labels(x));
    line.set("y", columns.values(value));
    return of(title, traces.add(line), table.isEmpty());
  }

  /**
   * Anything else that Plotly draws. Texts in it are Plotly's own mark-up: escape what comes from the lake.
   *
   * @param traces as in Plotly's reference, for example {@code Map.of("type", "pie", "labels", labels, "values", values)}
   */
  public static Figure plotly(String title, List<? extends Map<String, ?>> traces) {
    return of(title, (ArrayNode) MAPPER.valueToTree(traces), traces.isEmpty());
  }

  private interface Style {
    void set(ObjectNode trace);
  }

  private static Figure series(String title, Table table, String x, String[] ys, Style style) {
    Columns columns = new Columns(table);
    ArrayNode traces = JSON.arrayNode();
    for (String y : ys) {
      ObjectNode trace = JSON.objectNode().put("name", Columns.label(y));
      style.set(trace);
      trace.set("x", columns.labels(x));
      trace.set("y", columns.values(y));
      traces.add(trace);
    }
    Figure figure = of(title, traces, table.isEmpty()).with("showlegend", ys.length > 1);
    return ys.length == 1 ? figure.with("yaxis.title.text", ys[0]) : figure;
  }

  private static Figure of(String title, Table table, ObjectNode trace) {
    return of(title, JSON.arrayNode().add(trace), table.isEmpty());
  }

  private static Figure of(String title, ArrayNode traces, boolean isEmpty) {
    ObjectNode layout = JSON.objectNode().put("paper_bgcolor", "rgba(0,0,0,0)").put("plot_bgcolor", "rgba(0,0,0,0)")
        .put("hovermode", "x unified");
    layout.putObject("title").put("text", Html.escape(title)).put("x", 0).put("xref", "paper").put("xanchor", "left")
        .putObject("font").put("size", 16);
    layout.putObject("font").put("size", 12);
    layout.putObject("margin").put("l", 56).put("r", 16).put("t", 56).put("b", 48);
    layout.putObject("legend").put("orientation", "h").put("y", 1.02).put("yanchor", "bottom").put("x", 1).put("xanchor", "right");
    COLOURS.forEach(layout.putArray("colorway")::add);
    layout.putObject("modebar").put("bgcolor", "rgba(0,0,0,0)").put("color", "rgba(128,128,128,0.6)").put("activecolor", COLOURS.get(0));
    for (String axis : List.of("xaxis", "yaxis")) {
      layout.putObject(axis).put("automargin", true).put("gridcolor", "rgba(128,128,128,0.2)")
          .put("zerolinecolor", "rgba(128,128,128,0.4)");
    }
    layout.withObject("/xaxis").put("showgrid", false);
    layout.withObject("/yaxis").put("rangemode", "tozero");
    return new Figure(title, traces, layout, HEIGHT, isEmpty);
  }

  /**
   * Sets something of Plotly's layout.
   *
   * @param path names with points between them, such as {@code yaxis.title.text}
   * @param value a text, a number, a truth value, or lists and maps of these
   */
  public Figure with(String path, Object value) {
    ObjectNode changed = layout.deepCopy();
    ObjectNode place = changed;
    String[] names = path.split("\\.");
    for (int i = 0; i < names.length - 1; i++) {
      JsonNode next = place.get(names[i]);
      place = next instanceof ObjectNode object ? object : place.putObject(names[i]);
    }
    place.set(names[names.length - 1], MAPPER.valueToTree(value));
    return new Figure(title, traces, changed, height, isEmpty);
  }

  /** The same figure in another height, in CSS pixels. */
  public Figure height(int pixels) {
    return new Figure(title, traces, layout, pixels, isEmpty);
  }

  /** Whether there is nothing to draw: its table has no row. */
  public boolean isEmpty() {
    return isEmpty;
  }

  @Override
  public String html() {
    if (isEmpty()) {
      return "<p>" + Html.escape(title) + ": nothing to draw.</p>";
    }
    ObjectNode spec = JSON.objectNode();
    spec.set("data", traces);
    spec.set("layout", layout);
    Map<String, String> values = Map.of("id", "tarn-" + UUID.randomUUID(), "height", Integer.toString(height),
        "title", Html.escape(title), "spec", Html.scriptJson(spec.toString()));
    // All at once: a title may hold what stands for another of them.
    return PLACE.matcher(SCRIPT).replaceAll(place -> Matcher.quoteReplacement(values.get(place.group(1))));
  }

  private static final Pattern PLACE = Pattern.compile("\\{(id|height|title|spec)\\}");


  /** The page's own colour of text, so that a figure is legible on light and dark pages. */
  private static final String SCRIPT = """
      <div id="{id}" class="tarn-figure" role="img" aria-label="{title}" style="width:100%;height:{height}px"></div>
      <script>
      (function () {
        var place = document.getElementById("{id}");
        if (!window.tarnPlotly) {
          place.textContent = "Run the cell with Lake.open() again: it brings the library that draws this figure.";
          return;
        }
        var spec = {spec};
        var colour = getComputedStyle(place).color;
        spec.layout.font.color = colour;
        window.tarnPlotly.then(function (plotly) {
          return plotly.newPlot(place, spec.data, spec.layout, {responsive: true, displaylogo: false});
        }).catch(function (problem) { place.textContent = "This figure could not be drawn: " + problem; });
      })();
      </script>
      """;

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s (a figure, seen in a notebook)", title);
  }
}
