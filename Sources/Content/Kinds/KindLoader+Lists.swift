import Diagnostics
import Markup

/// What of a kind is listed, fed, numbered and changed.
extension KindLoader {
  mutating func list() -> ListSettings? {
    guard let node = schema.node("list") else { return defaultList }
    if let isListed = node.scalar.flatMap({ Bool(written: $0.text) }) { return isListed ? defaultList : nil }
    guard node.mapping != nil else {
      schema.report("wrong-type", at: node.range, "'list' must be false, or a mapping such as { sort: [title] }")
      return defaultList
    }
    return nestedSettings(node, named: "list") { loader in
      var list = ListSettings()
      list.sortKeys = loader.sortKeys()
      if list.sortKeys.isEmpty { list = loader.defaultList }
      list.sortable = loader.fields("sortable", where: { $0.isSortable }) {
        "a list can be sorted by one value of a field that has an order; '\($0)' has not"
      }
      list.facets = loader.fields("facets", where: { $0.isFacet }) {
        """
        a facet must be a choice, tag, reference, boolean, place, integer or a text of one line; '\($0)' is not
        """
      }
      list.perPage = loader.schema.integer("per_page", atLeast: 1) ?? list.perPage
      return list
    }
  }

  private var defaultList: ListSettings {
    ListSettings(sortKeys: [Located(SortKey(path: ["title"]), at: SourceLocation(header.file))])
  }

  private mutating func sortKeys() -> [Located<SortKey>] {
    schema.names("sort").compactMap { name in
      if let key = SortKey.parse(name.value) { return Located(key, at: name.location) }
      schema.report(
        "wrong-type", at: name.location.range ?? schema.range,
        "'sort' must name fields, such as title, -date or promo.from")
      return nil
    }
  }

  mutating func feed() -> FeedSettings? {
    guard let node = schema.node("feed") else { return nil }
    if let isFed = node.scalar.flatMap({ Bool(written: $0.text) }) { return isFed ? defaultFeed : nil }
    guard node.mapping != nil else {
      schema.report("wrong-type", at: node.range, "'feed' must be true, or a mapping such as { limit: 20 }")
      return nil
    }
    return nestedSettings(node, named: "feed") { loader in
      var feed = loader.defaultFeed
      feed.limit = loader.schema.integer("limit", atLeast: 1) ?? feed.limit
      // Every entry may have a date, whether its kind declares it or not.
      if let name = loader.schema.text("date"), name.value != "date" || loader.kind.fields["date"] != nil {
        feed.dateField = loader.dateField(name)
      }
      return feed
    }
  }

  private var defaultFeed: FeedSettings {
    FeedSettings(dateField: kind.fields["date"].flatMap { $0.isPublic ? $0.index : nil })
  }

  private mutating func dateField(_ name: Located<String>) -> Int? {
    guard let field = field(named: name, for: "date"), let range = name.location.range else { return nil }
    guard field.type is DateField || field.type is DateTimeField, !field.isList else {
      schema.report(
        "wrong-type", at: range, "a feed must be ordered by one date or datetime; '\(field.name)' is not")
      return nil
    }
    return field.index
  }

  mutating func sequence() -> SequenceSettings? {
    guard let node = schema.node("sequence") else { return nil }
    return nestedSettings(node, named: "sequence") { loader in
      guard let within = loader.schema.text("within"), let by = loader.schema.text("by") else {
        loader.schema.report(
          "missing-key", at: node.range, "'sequence' must have the keys 'within' and 'by', which name fields")
        return nil
      }
      guard let group = loader.field(named: within, for: "within"), let order = loader.field(named: by, for: "by")
      else { return nil }
      guard group.type is ReferenceField, !group.isList, let range = within.location.range else {
        loader.schema.report(
          "wrong-type", at: within.location.range ?? node.range,
          "'within' must name a field that refers to one entry; '\(group.name)' does not")
        return nil
      }
      guard order.isSortable else {
        loader.schema.report(
          "not-sortable", at: by.location.range ?? range,
          "'by' must name a field that has an order; '\(order.name)' has not")
        return nil
      }
      return SequenceSettings(within: group.index, by: order.index)
    } ?? nil
  }

  mutating func edit() -> EditSettings {
    guard let node = schema.node("edit") else { return EditSettings() }
    return nestedSettings(node, named: "edit") { loader in
      var edit = EditSettings()
      if let by = loader.schema.text("by"), loader.canEdit(by) { edit.by = by.value }
      edit.review = loader.review() ?? edit.review
      return edit
    } ?? EditSettings()
  }

  private mutating func review() -> EditSettings.Review? {
    guard let node = schema.node("review") else { return nil }
    if let isReviewed = node.scalar.flatMap({ Bool(written: $0.text) }) { return isReviewed ? .always : .never }
    if node.scalar?.text == "first" { return .first }
    schema.report(
      "wrong-type", at: node.range, "'review' must be true, false, or 'first' until somebody is trusted")
    return nil
  }

  private mutating func canEdit(_ name: Located<String>) -> Bool {
    let roles = ["members", "authors", "owner", "reviewers", "maintainers"]
    if roles.contains(name.value) || kind.fields[name.value]?.type is ReferenceField { return true }
    let references = kind.fields.filter { $0.type is ReferenceField }.map(\.name)
    schema.report(
      "unknown-role", at: name.location.range ?? schema.range,
      "'by' must be one of \(roles.joined(separator: ", ")), or a field that refers to entries",
      suggestion: nearestName(to: name.value, among: roles + references))
    return false
  }

  mutating func interactions() -> [String] {
    let known = [
      "applications", "comments", "contact", "favourites", "feedback", "networking", "polls", "progress", "questions",
      "registration", "report",
    ]
    return schema.names("interactions").compactMap { name in
      if known.contains(name.value) { return name.value }
      schema.report(
        "unknown-interaction", at: name.location.range ?? schema.range, "'\(name.value)' is no interaction",
        help: "interactions are \(known.joined(separator: ", "))",
        suggestion: nearestName(to: name.value, among: known))
      return nil
    }
  }

  /// Reads a mapping of the kind with its own keys.
  private mutating func nestedSettings<Settings>(
    _ node: YAMLNode, named name: String, _ read: (inout KindLoader) -> Settings
  ) -> Settings? {
    guard let mapping = node.mapping else {
      schema.report("wrong-type", at: node.range, "'\(name)' must be a mapping of keys to values")
      return nil
    }
    var loader = self
    loader.schema = SchemaReader(
      mapping, range: node.range, owner: "'\(name)'", file: header.file, context: schema.context)
    let settings = read(&loader)
    loader.schema.reportUnknownKeys()
    schema.diagnostics += loader.schema.diagnostics
    return settings
  }
}
