package tarn.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Something that the shop sells. */
record Product(String name, String category, int cents) {
  static final List<String> CATEGORIES =
      List.of("Tents", "Backpacks", "Boots", "Jackets", "Stoves", "Headlamps", "Sleeping Bags", "Bottles");

  private static final List<String> NOUNS =
      List.of("Tent", "Backpack", "Boot", "Jacket", "Stove", "Headlamp", "Sleeping Bag", "Bottle");
  private static final int[] EUROS = {289, 129, 179, 219, 69, 44, 199, 24};
  private static final List<String> SERIES =
      List.of("Cirrus", "Fell", "Esker", "Alder", "Drift", "Heron", "Juniper", "Islay", "Gneiss", "Øre");

  /** All of them, the best-selling first. */
  static final List<Product> ALL = all();

  Page page() {
    String slug = slug(name).replace("ø", "%C3%B8");
    return new Page(Page.Kind.DETAIL, "/products/" + slug, name + " – Tarn Shop");
  }

  static Page listing(String category) {
    return new Page(Page.Kind.LISTING, "/c/" + slug(category), category + " – Tarn Shop");
  }

  static String price(long cents) {
    return cents / 100 + "." + cents / 10 % 10 + cents % 10;
  }

  private static String slug(String name) {
    return name.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  private static List<Product> all() {
    List<Product> products = new ArrayList<>();
    for (int series = 0; series < SERIES.size(); series++) {
      for (int kind = 0; kind < NOUNS.size(); kind++) {
        int cents = EUROS[kind] * (80 + 7 * series) / 10 * 10 - 5;
        products.add(new Product(SERIES.get(series) + " " + NOUNS.get(kind), CATEGORIES.get(kind), cents));
      }
    }
    return List.copyOf(products);
  }
}
