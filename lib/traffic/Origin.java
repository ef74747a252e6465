package tarn.traffic;

import java.util.List;

/**
 * What brought a visitor, and how its link was tagged; each text null for none.
 *
 * @param clickId the name of the click id that the link carries
 */
record Origin(
    double shopWeight, double blogWeight, String referrer, String source, String medium, String campaign,
    String content, String term, String clickId) {
  private static final String NONE = "-";
  private static final List<Origin> ALL = """
      30  32 https://www.google.com/       - - - - - -
       4   4 https://www.bing.com/         - - - - - -
       3   5 https://duckduckgo.com/       - - - - - -
       1   1 android-app://com.google.android.googlequicksearchbox/ - - - - - -
       2   1 https://m.facebook.com/       - - - - - -
       1   1 https://l.facebook.com/       - - - - - fbclid
       1   3 https://t.co/                 - - - - - -
       1   4 https://www.reddit.com/       - - - - - -
       0   1 https://old.reddit.com/r/dataengineering/comments/1oxq2z/poor_mans_data_lake/ - - - - - -
       0   9 https://news.ycombinator.com/ - - - - - -
       0   5 https://github.com/           - - - - - -
       1   1 https://www.linkedin.com/     - - - - - -
       2   0 https://blog.example/         - - - - - -
       2   3 https://chatgpt.com/          chatgpt.com - - - - -
      .5   1 https://www.perplexity.ai/    - - - - - -
       7   0 https://www.google.com/       google cpc brand - tarn_shop gclid
       5   0 https://www.google.com/       google cpc autumn-sale text-b hiking_boots gclid
       1   0 https://www.bing.com/         bing cpc autumn-sale - 2_person_tent msclkid
       3   0 https://www.instagram.com/    instagram paid_social winter-tents carousel-1 - -
       6   3 -                             newsletter email november header - -
       3   2 -                             newsletter email november product_of_the_week - -
      1.5  0 https://outdoor.example/deals partner affiliate gear-guide - - -
      26  24 -                             - - - - - -
      """.lines().map(String::strip).map(Origin::parse).toList();
  private static final Weighted<Origin> OF_SHOPPERS = Weighted.of(ALL, Origin::shopWeight);
  private static final Weighted<Origin> OF_READERS = Weighted.of(ALL, Origin::blogWeight);

  static final Origin DIRECT = ALL.get(ALL.size() - 1);

  static Origin pick(Dice dice, SiteKind kind) {
    return switch (kind) {
      case SHOP -> OF_SHOPPERS.pick(dice);
      case BLOG -> OF_READERS.pick(dice);
    };
  }

  /** The link's query string, the page's own first; null for none. */
  String tag(Dice dice, String pageQuery) {
    StringBuilder query = new StringBuilder(pageQuery == null ? "" : pageQuery);
    append(query, "utm_source", source);
    append(query, "utm_medium", medium);
    append(query, "utm_campaign", campaign);
    append(query, "utm_content", content);
    append(query, "utm_term", term);
    append(query, clickId, clickId == null ? null : "CjwKCA" + Long.toUnsignedString(dice.next(), 36) + "_BwE");
    return query.isEmpty() ? null : query.toString();
  }

  private static void append(StringBuilder query, String key, String value) {
    if (value != null) {
      query.append(query.isEmpty() ? "" : "&").append(key).append('=').append(PercentEncoding.byBrowser(value));
    }
  }

  private static Origin parse(String row) {
    String[] cells = row.split(" +");
    return new Origin(Double.parseDouble(cells[0]), Double.parseDouble(cells[1]), cell(cells[2]), cell(cells[3]),
        cell(cells[4]), cell(cells[5]), cell(cells[6]), cells[7].equals(NONE) ? null : cells[7].replace('_', ' '),
        cell(cells[8]));
  }

  private static String cell(String text) {
    return text.equals(NONE) ? null : text;
  }
}
