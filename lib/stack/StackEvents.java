package tarn.stack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import tarn.lake.LakeException;

/** Follows CloudFormation while it works on a stack, and finds the reason where that fails. */
final class StackEvents {
  private static final long PAUSE_MILLIS = 3_000;

  private final CloudFormationClient cloudFormation;
  private final String stackId;
  private final Consumer<String> listener;
  private final Set<String> seen = new HashSet<>();
  private StackEvent firstFailure;
  private String stackStatus;

  /** Events up to now are old ones. */
  StackEvents(CloudFormationClient cloudFormation, String stackId, Consumer<String> listener) {
    this.cloudFormation = cloudFormation;
    this.stackId = stackId;
    this.listener = listener;
    events().forEach(event -> seen.add(event.eventId()));
  }

  /**
   * Waits for the end of the work that begins now.
   *
   * @throws LakeException with the first failed resource and its reason, where the stack does not come to the state wanted
   */
  void await(String wanted) throws InterruptedException {
    // What the stack itself says it is may still be what it was before the work began.
    for (tellNews(); stackStatus == null || stackStatus.endsWith("_IN_PROGRESS"); tellNews()) {
      Thread.sleep(PAUSE_MILLIS);
    }
    if (!stackStatus.equals(wanted)) {
      throw new LakeException(failure());
    }
  }

  private void tellNews() {
    Deque<StackEvent> oldestFirst = new ArrayDeque<>();
    for (StackEvent event : events()) {
      if (!seen.add(event.eventId())) {
        break;
      }
      oldestFirst.push(event);
    }
    for (StackEvent event : oldestFirst) {
      String status = event.resourceStatusAsString();
      if (stackId.equals(event.physicalResourceId())) {
        stackStatus = status;
      } else if (firstFailure == null && isFailure(event)) {
        firstFailure = event;
      }
      listener.accept(line(event));
    }
  }

  /** The newest first; older pages are fetched when they are come to. */
  private Iterable<StackEvent> events() {
    return cloudFormation.describeStackEventsPaginator(request -> request.stackName(stackId)).stackEvents();
  }

  /** What was given up because something else had failed says nothing. */
  static boolean isFailure(StackEvent event) {
    String reason = event.resourceStatusReason();
    return event.resourceStatusAsString().endsWith("_FAILED")
        && (reason == null || !reason.toLowerCase(Locale.ROOT).contains("cancelled"));
  }

  private static String line(StackEvent event) {
    String reason = event.resourceStatusReason();
    return String.format("%-28s %-24s %s%s", event.resourceStatusAsString(), event.logicalResourceId(), event.resourceType(),
        reason == null || reason.isBlank() ? "" : ": " + reason);
  }

  private String failure() {
    String ended = "the stack " + stackId.replaceFirst(".*:stack/", "").replaceFirst("/.*", "") + " ended as " + stackStatus;
    return firstFailure == null ? ended + ": its events in CloudFormation tell why" : ended + ": " + sentence(firstFailure);
  }

  static String sentence(StackEvent failure) {
    return failure.logicalResourceId() + " (" + failure.resourceType() + ") failed, " + failure.resourceStatusReason();
  }
}
