package tarn.traffic;

import java.util.List;

/** A way through the blog: one post, sometimes another, seldom more. */
final class BlogWalk implements Walk {
  private static final Page HOME = new Page(Page.Kind.HOME, "/", "Notes by the tarn");
  private static final List<Page> OTHERS = List.of(
      new Page(Page.Kind.OTHER, "/archive/", "Archive | Notes by the tarn"),
      new Page(Page.Kind.LISTING, "/tags/duckdb/", "duckdb | Notes by the tarn"),
      new Page(Page.Kind.OTHER, "/about/", "About | Notes by the tarn"),
      new Page(Page.Kind.LISTING, "/tags/privacy/", "privacy | Notes by the tarn"));
  private static final Weighted<Page> POSTS = Weighted.zipf(Posts.ALL, 1.0);
  private static final Weighted<String> LINKS = Weighted.zipf(List.of(
      "https://github.com/duckdb/duckdb", "https://parquet.apache.org/docs/", "https://docs.aws.amazon.com/cloudfront/",
      "https://www.jbang.dev/", "https://tarn-shop.example/products/cirrus-tent?utm_source=blog"), 0.8);
  private static final Weighted<String> WORDS =
      Weighted.zipf(List.of("duckdb", "cloudfront logs", "parquet row group", "cookies & consent", "zürich"), 0.9);

  private final Dice dice;
  private Page page;
  private boolean entered;

  BlogWalk(Dice dice) {
    this.dice = dice;
  }

  @Override
  public Page next() {
    double chance = dice.unit();
    if (page == null) {
      page = chance < 0.80 ? POSTS.pick(dice) : chance < 0.94 ? HOME : dice.oneOf(OTHERS);
    } else if (dice.chance(entered ? 0.42 : page.kind() == Page.Kind.DETAIL ? 0.63 : 0.45)) {
      page = null;
    } else {
      entered = true;
      boolean post = chance < 0.66 || page.kind() == Page.Kind.HOME;
      page = post ? POSTS.pick(dice) : chance < 0.84 ? HOME : dice.oneOf(OTHERS);
    }
    return page;
  }

  @Override
  public List<Deed> deeds() {
    double chance = dice.unit();
    if (chance < 0.05) {
      return List.of(new Deed("outbound_click", "{\"url\":\"" + LINKS.pick(dice) + "\"}"));
    }
    if (chance < 0.062) {
      return List.of(new Deed("newsletter_signup", "{\"place\":\"post-end\"}"));
    }
    if (chance < 0.075) {
      return List.of(new Deed("search", "{\"query\":\"" + WORDS.pick(dice) + "\",\"results\":" + dice.below(9) + "}"));
    }
    return List.of();
  }

  @Override
  public double medianSeconds() {
    return page.kind() == Page.Kind.DETAIL ? 65 : 14;
  }
}
