package tarn.stack;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;

/** Who has the stack's policies for people. IAM deletes no policy that somebody has, and the stack would stay half deleted. */
final class PolicyAttachments {
  private enum Kind {
    USER, GROUP, ROLE
  }

  private record Attachment(String policy, Kind kind, String name) {}

  private final IamClient iam;
  private final List<Attachment> attachments = new ArrayList<>();

  /** @param policies their ARNs */
  PolicyAttachments(IamClient iam, List<String> policies) {
    this.iam = iam;
    policies.forEach(policy -> iam.listEntitiesForPolicyPaginator(
        request -> request.policyArn(policy).policyUsageFilter(PolicyUsageType.PERMISSIONS_POLICY)).forEach(page -> {
          page.policyUsers().forEach(user -> attachments.add(new Attachment(policy, Kind.USER, user.userName())));
          page.policyGroups().forEach(group -> attachments.add(new Attachment(policy, Kind.GROUP, group.groupName())));
          page.policyRoles().forEach(role -> attachments.add(new Attachment(policy, Kind.ROLE, role.roleName())));
        }));
  }

  /** One line an attachment. */
  List<String> lines() {
    return attachments.stream().map(one -> one.policy().replaceFirst(".*/", "") + " from the "
        + switch (one.kind()) {
          case USER -> "user ";
          case GROUP -> "group ";
          case ROLE -> "role ";
        } + one.name()).toList();
  }

  /** Takes the policies from all of them. */
  void detach() {
    for (Attachment one : attachments) {
      switch (one.kind()) {
        case USER -> iam.detachUserPolicy(request -> request.policyArn(one.policy()).userName(one.name()));
        case GROUP -> iam.detachGroupPolicy(request -> request.policyArn(one.policy()).groupName(one.name()));
        case ROLE -> iam.detachRolePolicy(request -> request.policyArn(one.policy()).roleName(one.name()));
      }
    }
  }
}
