import Diagnostics

/// A name on the other side of a reference that something else has already.
struct InverseCollision {
  var name: String
  var kind: Kind
  var location: SourceLocation
  /// The other reference that wants the name; nil when a field has it.
  var other: SourceLocation?

  var diagnostic: Diagnostic {
    let notes = other.map { [Diagnostic.Note("it is first used here", at: $0)] } ?? []
    return .error(
      "inverse-collision", at: location, "an entry of kind '\(kind.name)' has a '\(name)' already",
      help: "give the inverse another name", notes: notes)
  }
}

extension [Kind] {
  /// Tells each kind which references lead to it, and answers which of their names collide.
  mutating func assignInverses() -> [InverseCollision] {
    var collisions: [InverseCollision] = []
    var known: [[String: SourceLocation]] = [[String: SourceLocation]](repeating: [:], count: count)
    for kind in self {
      for (field, path) in kind.fields.references() {
        guard let inverse = field.inverse else { continue }
        for target in Set(field.kinds).sorted() {
          let other = known[target.index][inverse.value]
          guard other == nil, self[target.index].isFree(inverse.value) else {
            collisions.append(
              InverseCollision(
                name: inverse.value, kind: self[target.index], location: inverse.location, other: other))
            continue
          }
          known[target.index][inverse.value] = inverse.location
          self[target.index].inverses.append(Inverse(name: inverse.value, kind: kind.id, path: path))
        }
      }
    }
    return collisions
  }
}

extension Kind {
  fileprivate func isFree(_ name: String) -> Bool {
    fields[name] == nil && !Name.reservedFields.contains(name)
      && !["title", "summary", "date", "updated"].contains(name)
  }
}

extension FieldSet {
  /// The reference fields, also those of groups, with the indices that lead to them.
  func references(under path: [Int] = []) -> [(field: ReferenceField, path: [Int])] {
    flatMap { field in
      if let reference = field.type as? ReferenceField { return [(reference, path + [field.index])] }
      return field.group?.references(under: path + [field.index]) ?? []
    }
  }
}
