import HTTP
import Site
import Store

/// What scripts ask: who is signed in, and whether the service is well.
extension Intake {
  var statusRoutes: [ServiceRoute] {
    [
      .get("/-/me", .anyone) { visit, _ in try await self.whoIsThere(visit) },
      .get("/-/form-token", .role(.member)) { visit, _ in
        .json(.object(["token": .text(visit.formToken ?? "")]))
      },
      .get("/-/healthz", .anyone) { _, _ in
        _ = try await self.store.count(.all, in: Account.collection)
        // Strangers read it, too: what exactly is wrong, `preau doctor` tells.
        return .text(try await self.remoteTrouble().map { "ok\nremote: \($0.kind.rawValue)\n" } ?? "ok\n")
      },
      // For this machine alone: what comes through a proxy says for whom.
      .get("/-/metrics", .anyone) { visit, _ in
        guard ["127.0.0.1", "::1"].contains(visit.request.peer.host),
          !visit.request.headers.contains("X-Forwarded-For")
        else { throw Problem.notFound }
        let isInTrouble = try await self.remoteTrouble() != nil
        let remote = "# TYPE preau_remote_trouble gauge\npreau_remote_trouble \(isInTrouble ? 1 : 0)\n"
        return .text(self.metrics.text + remote)
      },
    ]
  }

  /// For the script of static pages, which hold nothing about anybody, and for scripts with a token.
  private func whoIsThere(_ visit: Visit) async throws -> Response {
    let account: Account? =
      if let own = visit.account { own } else { try await bearer(of: visit.request, at: visit.now) }
    guard let account else { return .json(.object(["signed_in": .boolean(false)])) }
    let page = visit.request.query["page"].map { links(onPage: $0, for: account, visit) } ?? []
    let actions = page.map { link in
      DocumentValue.object([
        "label": .text(pages.site.text(link.key, language: visit.language)), "address": .text(link.address),
      ])
    }
    let comments = visit.request.query["page"].map { commentLinks(onPage: $0, for: account, visit) } ?? []
    return .json(
      .object([
        "comments": .list(comments), "signed_in": .boolean(true), "name": .text(account.name),
        "role": .text(account.role.rawValue),
        "profile": account.profile.map(DocumentValue.text) ?? .null, "actions": .list(actions),
      ]))
  }
}

extension Response {
  /// A small answer for scripts; values that are no JSON make it empty.
  static func json(_ value: DocumentValue) -> Response {
    .bytes((try? value.json()) ?? [], type: "application/json")  // texts and booleans always are
  }
}
