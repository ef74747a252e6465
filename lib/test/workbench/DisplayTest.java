package tarn.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What tables and figures put into a page. */
class DisplayTest {
  private static final String HOSTILE = "</script><img src=x onerror=alert(1)>'\"&\u0007\u202e";
  private static final Table NUMBERS = Table.create("t", StringColumn.create("page", "/", HOSTILE), IntColumn.create("views", 1234, 5),
      DoubleColumn.create("share", 0.5, 2), StringColumn.create("country", "DE", "XX"));

  private static JsonNode spec(Figure figure) throws Exception {
    Matcher spec = Pattern.compile("var spec = (\\{.*});").matcher(figure.html());
    assertTrue(spec.find(), figure.html());
    return new ObjectMapper().readTree(spec.group(1));
  }

  private static Stream<Supplier<Figure>> figures() {
    return Stream.of(
        () -> Figure.lines(HOSTILE, NUMBERS, "page", "views", "share"),
        () -> Figure.bars(HOSTILE, NUMBERS, "page", "views"),
        () -> Figure.ranking(HOSTILE, NUMBERS, "page", "views"),
        () -> Figure.heatMap(HOSTILE, NUMBERS, "page", "country", "views"),
        () -> Figure.flows(HOSTILE, NUMBERS, "page", "page", "views"),
        () -> Figure.map(HOSTILE, NUMBERS, "country", "views"),
        () -> Figure.map(HOSTILE, NUMBERS, "page", "views"),
        () -> Figure.dots(HOSTILE, NUMBERS, "views", "share", "page", "views"),
        () -> Figure.funnel(HOSTILE, NUMBERS, "page", "views"),
        () -> Figure.band(HOSTILE, NUMBERS, "page", "share", "views", "views"));
  }

  @ParameterizedTest
  @MethodSource("figures")
  void nothingInAFigureCanRun(Supplier<Figure> figure) throws Exception {
    String html = figure.get().html();
    assertFalse(html.contains("<img"), html);
    assertEquals(1, html.split("</script", -1).length - 1, html);
    assertFalse(html.contains("onerror=alert(1)>"), html);
    assertFalse(spec(figure.get()).toString().contains("<img"), "Plotly would read it as mark-up");
  }

  @Test
  void aTitleMayLookLikeAPlaceOfTheScript() throws Exception {
    String html = Figure.bars("{spec} onmouseover=alert(1) x=", NUMBERS, "page", "views").html();
    assertTrue(html.contains("aria-label=\"{spec} onmouseover=alert(1) x=\""), html);
  }

  @Test
  void nothingInATableCanRunOrSteer() {
    Table named = NUMBERS.copy();
    named.column("page").setName(HOSTILE);
    for (String html : List.of(TableHtml.of(named), new Summary(HOSTILE, NUMBERS.emptyCopy(), "is empty").html())) {
      assertFalse(html.contains("<img") || html.contains("</script"), html);
      assertTrue(html.contains("&lt;img src=x onerror=alert(1)&gt;&#39;&quot;&amp;\\u0007\\u202e"), html);
    }
    assertFalse(TableHtml.text(named).contains("\u0007") || TableHtml.text(named).contains("\u202e"));
  }

  @Test
  void numbersStandToTheRightAndTheCountBelow() {
    String html = TableHtml.of(NUMBERS);
    assertTrue(html.contains("<td style=\"text-align:right\">1,234</td>"), html);
    assertTrue(html.contains("<td style=\"text-align:right\">0.5</td><td style=\"text-align:left\">DE</td>"), html);
    assertTrue(html.endsWith("<p>2 rows</p>"), html);
  }

  @Test
  void aLongTableShowsItsFirstRowsAndHowManyThereAre() {
    Table table = Table.create("t", IntColumn.create("n", IntStream.range(0, 1_500).toArray()));
    assertEquals(TableHtml.ROWS, TableHtml.of(table).split("<td").length - 1);
    assertTrue(TableHtml.of(table).endsWith("<p>the first 20 of 1,500 rows</p>"));
    assertTrue(TableHtml.text(table).endsWith("the first 20 of 1,500 rows"));
  }

  @Test
  void aFigureWithoutRowsSaysSo() {
    assertEquals("<p>Views: nothing to draw.</p>", Figure.bars("Views", NUMBERS.emptyCopy(), "page", "views").html());
    assertTrue(Figure.flows("Flows", NUMBERS.emptyCopy(), "page", "page", "views").isEmpty());
  }

  @Test
  void aMapKnowsCountriesByTheirTwoLetters() throws Exception {
    assertEquals("[\"DEU\",null]", spec(Figure.map("m", NUMBERS, "country", "views")).at("/data/0/locations").toString());
  }

  @Test
  void flowsLeadFromTheLeftToTheRight() throws Exception {
    Table table = Table.create("t", StringColumn.create("from", "/", "/a", "/"), StringColumn.create("to", "/a", "/", "/"),
        IntColumn.create("n", 3, 2, 1));
    JsonNode trace = spec(Figure.flows("f", table, "from", "to", "n")).at("/data/0");
    assertEquals("[\"/\",\"/a\",\"/a\",\"/\"]", trace.at("/node/label").toString());
    assertEquals("[0,1,0] [2,3,3] [3.0,2.0,1.0]",
        trace.at("/link/source") + " " + trace.at("/link/target") + " " + trace.at("/link/value"));
  }

  @Test
  void withSetsTheLayoutOfACopy() throws Exception {
    Figure figure = Figure.bars("b", NUMBERS, "page", "views");
    assertEquals("Seitenaufrufe", spec(figure.with("yaxis.title.text", "Seitenaufrufe")).at("/layout/yaxis/title/text").asText());
    assertEquals("views", spec(figure).at("/layout/yaxis/title/text").asText());
    assertTrue(figure.height(900).html().contains("height:900px"));
    assertEquals("pie", spec(Figure.plotly("p", List.of(Map.of("type", "pie", "values", List.of(1, 2))))).at("/data/0/type").asText());
  }

  @Test
  void aWrongColumnIsNamed() {
    assertEquals("the table has no column visits: it has page, views, share, country",
        assertThrows(QuestionFailed.class, () -> Figure.bars("b", NUMBERS, "page", "visits")).getMessage());
    assertEquals("the column page is drawn as numbers, and is string",
        assertThrows(QuestionFailed.class, () -> Figure.bars("b", NUMBERS, "views", "page")).getMessage());
  }

  @Test
  void theLibraryAsksNoNetworkAndIsSmallerThanPlotlyIs() {
    String html = new DrawingLibrary().html();
    assertTrue(html.length() > 1_000_000 && html.length() < 4_000_000, "has " + html.length() + " characters");
    assertFalse(html.contains("http:") || html.contains("https:") || html.contains("src="));
  }
}
