package tarn.traffic;

import java.util.List;
import java.util.Locale;

/** The blog's posts, the most read first. */
final class Posts {
  static final List<Page> ALL = """
      A poor man's data lake in a folder
      What DuckDB taught me about laziness
      Cookies you never needed
      One pixel, three questions
      Parquet from the inside
      Cron is still the best scheduler
      How I lost a week to a time zone
      Reading a query plan over breakfast
      Ten megabytes ought to be enough
      Small data, long memory
      The bill was four cents
      Logs are a love letter to your future self
      Counting visitors without knowing them
      Java scripts, not JavaScript
      Salt that melts at midnight
      Why averages lie on Mondays
      The sessions that never ended
      Hive partitions without Hive
      A walk around the tarn
      Idempotent by accident
      Late data is still data
      Sorting is compression
      Notes from a café in Zürich
      A bounce is not an insult
      The smallest useful dashboard
      Bots, and how they introduce themselves
      Unicode in URLs: a field guide
      Your CDN already knows
      Deleting data as a feature
      Row groups for the impatient
      Backfilling three years before lunch
      Schema first, tears later
      SQL in files, files in git
      Window functions for hikers
      Queues I have regretted
      Exactly once is a rumour
      The atomic rename
      Firehose, explained with buckets
      Why I read the access log again
      Weekend project: a heat map of my street
      Zstandard and the art of packing light
      Dark mode for charts
      What is a page view, really?
      Naming things: columns
      A cache that forgets politely
      Ports and packets in the Alps
      Testing with real files
      The error that only Firefox saw
      Maps without a map server
      Rebuild, don't repair
      Five years of static pages
      Retry is a design decision
      Benchmarks on a borrowed laptop
      Clocks that run backwards
      From CSV with love
      My first pull request, revisited
      Packing list: one laptop, two boots
      On commit messages
      Hello, world, again
      Colophon
      """.lines().map(Posts::page).toList();

  private Posts() {}

  private static Page page(String title) {
    String slug = title.toLowerCase(Locale.ROOT).replaceAll("['?,:]", "").replace(' ', '-');
    String path = "/posts/" + PercentEncoding.byBrowser(slug) + "/";
    return new Page(Page.Kind.DETAIL, path, title + " | Notes by the tarn");
  }
}
