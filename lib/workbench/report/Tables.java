package tarn.workbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tables of a report. */
final class Tables {
  private static final int MOST_NAMED = 12;

  private final Report report;
  private final boolean isCompared;

  Tables(Report report) {
    this.report = report;
    this.isCompared = report.earlier() != null;
  }

  private String change(double now, double before) {
    return isCompared ? Display.change(now, before) : null;
  }

  private String page(String domain, String path) {
    return (report.isOfSeveralSites() && domain != null ? Display.text(domain) : "") + Display.text(path);
  }

  List<TableCard> pages() {
    TableCard.Builder table = new TableCard.Builder("Pages", "Entries are visits that began on a page, exits those that ended there; "
        + "the bounce rate is that of the entries.", "page").wide().column("page views").minor("unique").minor("entries").minor("exits")
        .minor("bounce rate").minorIf(isCompared, "change");
    long most = report.pages().stream().mapToLong(PageCounts::pageViews).max().orElse(1);
    for (PageCounts page : report.pages()) {
      table.row(page(page.domain(), page.path()), (double) page.pageViews() / most, Display.number(page.pageViews()),
          Display.number(page.uniquePageViews()), Display.number(page.entries()), Display.number(page.exits()),
          Display.percent(page.bounceRate()), change(page.pageViews(), page.earlierPageViews()));
    }
    return built(table);
  }

  List<TableCard> sources() {
    List<TableCard> tables = new ArrayList<>();
    tables.addAll(values("Channels", "channel", Dimension.CHANNEL, Display::text));
    tables.addAll(values("Sources", "referrer", Dimension.SOURCE, Display::text));
    tables.addAll(campaigns());
    return tables;
  }

  private List<TableCard> campaigns() {
    TableCard.Builder table = new TableCard.Builder("Campaigns", "utm_campaign, and utm_source / utm_medium.", "campaign").wide()
        .column("visits").minor("page views").minor("bounce rate").minorIf(isCompared, "change");
    long most = report.campaigns().stream().mapToLong(CampaignCounts::visits).max().orElse(1);
    for (CampaignCounts campaign : report.campaigns()) {
      String tags = Display.text(campaign.source()) + " / " + Display.text(campaign.medium());
      table.row(Display.text(campaign.campaign()) + " · " + tags, (double) campaign.visits() / most, Display.number(campaign.visits()),
          Display.number(campaign.pageViews()), Display.percent(Counts.ratio(campaign.bounces(), campaign.visits())),
          change(campaign.visits(), campaign.earlierVisits()));
    }
    return built(table);
  }

  List<TableCard> visitors() {
    List<TableCard> tables = new ArrayList<>();
    boolean hasCountries = report.by(Dimension.COUNTRY).stream().anyMatch(country -> country.value() != null);
    if (hasCountries) {
      tables.addAll(values("Countries", "country", Dimension.COUNTRY, Display::country));
    } else {
      tables.addAll(values("Countries of the edge locations that answered", "country", Dimension.EDGE_COUNTRY, Display::text));
    }
    tables.addAll(values("Browsers", "browser", Dimension.BROWSER, Display::text));
    tables.addAll(values("Operating systems", "system", Dimension.OPERATING_SYSTEM, Display::text));
    tables.addAll(values("Devices", "device", Dimension.DEVICE, Display::text));
    return tables;
  }

  private List<TableCard> values(String title, String name, Dimension dimension, Function<String, String> display) {
    TableCard.Builder table = new TableCard.Builder(title, "", name).column("visits").column("share").minor("bounce rate")
        .minorIf(isCompared, "change");
    List<ValueCounts> values = report.by(dimension).stream().filter(value -> value.counts().visits() > 0).toList();
    long most = values.stream().mapToLong(value -> value.counts().visits()).max().orElse(1);
    for (ValueCounts value : values) {
      Counts counts = value.counts();
      table.row(display.apply(value.value()), (double) counts.visits() / most, Display.number(counts.visits()),
          Display.percent(Counts.ratio(counts.visits(), report.counts().visits())), Display.percent(counts.bounceRate()),
          change(counts.visits(), value.earlier().visits()));
    }
    return built(table);
  }

  List<TableCard> events() {
    TableCard.Builder table = new TableCard.Builder("Events", "Visits are those in which the event happened at least once, their rate of "
        + "all visits beside.", "event").wide().column("events").column("visits").minor("of all visits").minorIf(isCompared, "change");
    long most = report.events().stream().mapToLong(EventCounts::events).max().orElse(1);
    for (EventCounts event : report.events()) {
      table.row(Display.text(event.name()), (double) event.events() / most, Display.number(event.events()), Display.number(event.visits()),
          Display.percent(Counts.ratio(event.visits(), report.counts().visits())), change(event.events(), event.earlierEvents()));
    }
    return built(table);
  }

  List<TableCard> goals() {
    List<TableCard> tables = new ArrayList<>();
    for (Goal goal : report.goals()) {
      String name = Display.text(goal.event());
      if (goal.all().reached() == 0 && goal.all().earlierReached() == 0) {
        // A name that was mistyped would look like a goal that nobody reaches.
        tables.add(new TableCard.Builder("“" + name + "”", "No visit had an event of this name. " + eventNames(), "channel").build());
        continue;
      }
      String sum = Display.number(goal.all().reached()) + " of " + Display.number(goal.all().visits()) + " visits, "
          + Display.percent(goal.all().rate()) + (isCompared ? " (" + Display.percent(goal.all().earlierRate()) + " before)" : "") + ".";
      tables.addAll(rates("“" + name + "” by channel", sum, "channel", goal.channels()));
      tables.addAll(rates("“" + name + "” by landing page", sum, "landing page", goal.landingPages()));
      if (goal.channels().isEmpty()) {
        tables.add(new TableCard.Builder("“" + name + "”", "No visit in this time.", "channel").build());
      }
    }
    return tables;
  }

  private String eventNames() {
    if (report.events().isEmpty()) {
      return "There was no event in this time.";
    }
    return "Those of this time are " + report.events().stream().limit(MOST_NAMED).map(event -> Display.text(event.name()))
        .collect(Collectors.joining(", ")) + (report.events().size() > MOST_NAMED ? " and others." : ".");
  }

  private List<TableCard> rates(String title, String sum, String name, List<GoalRate> rates) {
    TableCard.Builder table = new TableCard.Builder(title, sum, name).column("rate").column("reached").minor("visits")
        .minorIf(isCompared, "before");
    double most = rates.stream().mapToDouble(rate -> rate.rate() == null ? 0 : rate.rate()).max().orElse(1);
    for (GoalRate rate : rates) {
      table.row(page(rate.domain(), rate.value()), most == 0 ? 0 : rate.rate() / most, Display.percent(rate.rate()),
          Display.number(rate.reached()), Display.number(rate.visits()), isCompared ? Display.percent(rate.earlierRate()) : null);
    }
    return built(table);
  }

  private static List<TableCard> built(TableCard.Builder table) {
    return table.isEmpty() ? List.of() : List.of(table.build());
  }
}
