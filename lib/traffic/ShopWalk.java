package tarn.traffic;

import java.util.ArrayList;
import java.util.List;

/** A way through the shop: found by a product or the home page, along listings to the cart, now and then to the end. */
final class ShopWalk implements Walk {
  private static final Page HOME = new Page(Page.Kind.HOME, "/", "Tarn Shop – gear for wet feet");
  private static final Page CART = new Page(Page.Kind.CART, "/cart", "Your cart – Tarn Shop");
  private static final Page CHECKOUT = new Page(Page.Kind.CHECKOUT, "/checkout", "Checkout – Tarn Shop");
  private static final Page THANKS = new Page(Page.Kind.THANKS, "/thank-you", "Thank you! – Tarn Shop");
  private static final List<Page> OTHERS = List.of(
      new Page(Page.Kind.OTHER, "/shipping", "Shipping & returns – Tarn Shop"),
      new Page(Page.Kind.OTHER, "/about", "About us – Tarn Shop"),
      new Page(Page.Kind.OTHER, "/size-guide", "Size guide – Tarn Shop"));
  private static final List<String> SEARCHES = List.of(
      "tent", "hiking boots", "2 person tent", "rain jacket", "gas stove", "headlamp", "schlafsack -10°C", "bottle 1l");
  private static final Weighted<Product> PRODUCTS = Weighted.zipf(Product.ALL, 0.9);
  private static final Weighted<String> CATEGORIES = Weighted.zipf(Product.CATEGORIES, 0.8);
  private static final Weighted<String> WORDS = Weighted.zipf(SEARCHES, 0.9);

  private final Dice dice;
  private final List<Product> cart = new ArrayList<>();
  private Page page;
  private Product product;
  private String word;
  private int pages;

  ShopWalk(Dice dice) {
    this.dice = dice;
  }

  @Override
  public Page next() {
    page = page == null ? entry() : dice.chance(leaving()) ? null : follow();
    pages++;
    return page;
  }

  private double leaving() {
    return switch (page.kind()) {
      case HOME, LISTING, SEARCH, OTHER -> pages == 1 ? 0.50 : 0.24;
      case DETAIL -> pages == 1 && cart.isEmpty() ? 0.62 : 0.28;
      case CART -> 0.30;
      case CHECKOUT -> 0.26;
      case THANKS -> 0.85;
    };
  }

  private Page entry() {
    double chance = dice.unit();
    return chance < 0.36 ? HOME : chance < 0.80 ? product() : chance < 0.95 ? listing() : other();
  }

  private Page follow() {
    double chance = dice.unit();
    return switch (page.kind()) {
      case HOME, OTHER, THANKS ->
          chance < 0.55 ? listing() : chance < 0.82 ? product() : chance < 0.92 ? search() : other();
      case LISTING, SEARCH -> chance < 0.72 ? product() : chance < 0.90 ? listing() : chance < 0.95 ? search() : HOME;
      case DETAIL -> !cart.isEmpty() && chance < 0.5 ? CART
          : chance < 0.75 ? product() : chance < 0.92 ? listing() : chance < 0.96 ? other() : HOME;
      case CART -> chance < 0.62 ? CHECKOUT : product();
      case CHECKOUT -> chance < 0.74 ? THANKS : CART;
    };
  }

  private Page product() {
    product = PRODUCTS.pick(dice);
    return product.page();
  }

  private Page listing() {
    return Product.listing(CATEGORIES.pick(dice));
  }

  private Page search() {
    word = WORDS.pick(dice);
    String query = "q=" + PercentEncoding.byBrowser(word);
    return new Page(Page.Kind.SEARCH, "/search", query, "Search: " + word + " – Tarn Shop");
  }

  private Page other() {
    return dice.oneOf(OTHERS);
  }

  @Override
  public List<Deed> deeds() {
    return switch (page.kind()) {
      case DETAIL ->
          dice.chance(0.13) ? List.of(addToCart()) : dice.chance(0.012) ? List.of(outboundClick()) : List.of();
      case SEARCH -> List.of(new Deed("search", "{\"query\":\"" + word + "\",\"results\":" + dice.below(24) + "}"));
      case THANKS -> cart.isEmpty() ? List.of() : List.of(purchase());
      case HOME, LISTING, OTHER ->
          dice.chance(0.012) ? List.of(new Deed("newsletter_signup", "{\"place\":\"footer\"}")) : List.of();
      case CART, CHECKOUT -> List.of();
    };
  }

  @Override
  public double medianSeconds() {
    return page.kind() == Page.Kind.CHECKOUT ? 70 : 24;
  }

  private Deed addToCart() {
    cart.add(product);
    return new Deed("add_to_cart", "{\"product\":\"" + product.name() + "\",\"category\":\"" + product.category()
        + "\",\"value\":" + Product.price(product.cents()) + ",\"currency\":\"EUR\"}");
  }

  private Deed purchase() {
    long cents = cart.stream().mapToLong(Product::cents).sum();
    Deed purchase = new Deed("purchase", "{\"order\":\"T" + dice.between(100_000, 999_999) + "\",\"value\":"
        + Product.price(cents) + ",\"currency\":\"EUR\",\"items\":" + cart.size() + "}");
    cart.clear();
    return purchase;
  }

  private static Deed outboundClick() {
    return new Deed("outbound_click", "{\"url\":\"https://maps.example/dealers?near=me\"}");
  }
}
