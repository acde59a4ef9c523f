import Diagnostics
public import Markup
public import Templates

/// Somewhere with a name, and perhaps with coordinates.
public struct PlaceField: FieldType {
  public static let name = "place"

  public init(from schema: inout SchemaReader) {}

  public func read(_ node: YAMLNode, in reader: inout FieldReader) -> FieldValue? {
    if node.mapping != nil { return place(node, in: &reader).map(FieldValue.place) }
    let text = reader.text(
      node, orElse: { "'\($0)' must be a place, such as Lyon or { name: Lyon, latitude: 45.76, longitude: 4.84 }" })
    guard let text, !text.isEmpty else { return nil }
    return .place(Place(name: text))
  }

  private func place(_ node: YAMLNode, in reader: inout FieldReader) -> Place? {
    let mistakes = reader.mistakeCount
    reportUnknownKeys(of: node, in: &reader)
    guard let name = node.mapping?["name"]?.scalar?.text.trimmed, !name.isEmpty else {
      reader.report("missing-key", at: node.range, "'\(reader.field)' must have the key 'name', such as Lyon")
      return nil
    }
    let latitude = degrees("latitude", upTo: 90, of: node, in: &reader)
    let longitude = degrees("longitude", upTo: 180, of: node, in: &reader)
    guard reader.mistakeCount == mistakes else { return nil }
    if (latitude == nil) != (longitude == nil) {
      reader.report(
        "missing-key", at: node.range, "'\(reader.field)' must have latitude and longitude both, or neither")
      return nil
    }
    return Place(name: name, latitude: latitude, longitude: longitude)
  }

  private func degrees(
    _ key: String, upTo maximum: Double, of node: YAMLNode, in reader: inout FieldReader
  ) -> Double? {
    guard let node = node.mapping?[key], !node.isNull else { return nil }
    guard let number = node.scalar.flatMap({ Double(written: $0.text) }), abs(number) <= maximum else {
      reader.report(
        "wrong-type", at: node.range,
        "'\(key)' must be degrees between -\(Int(maximum)) and \(Int(maximum)), such as 4.84")
      return nil
    }
    return number
  }

  private func reportUnknownKeys(of node: YAMLNode, in reader: inout FieldReader) {
    let keys = ["name", "latitude", "longitude"]
    for pair in node.mapping?.pairs ?? [] where !keys.contains(pair.key) {
      reader.report(
        "unknown-key", at: pair.keyRange, "'\(pair.key)' is no key of a place; they are name, latitude and longitude",
        suggestion: nearestName(to: pair.key, among: keys))
    }
  }

  public var isSortable: Bool { true }

  public func orderKey(of value: FieldValue, in scope: OrderScope) -> OrderKey? {
    guard case .place(let place) = value else { return nil }
    return .text(CollationKey(place.name))
  }

  public var isFacet: Bool { true }

  public func facet(of value: FieldValue, in scope: OrderScope) -> Facet? {
    guard case .place(let place) = value else { return nil }
    return Facet(text: place.name)
  }

  public func templateValue(of value: FieldValue, in scope: any TemplateScope) -> Value {
    guard case .place(let place) = value else { return .none }
    return .object(PlaceObject(place: place))
  }

  public var control: FieldControl { .line(type: "text") }

  public func advice(in scope: SchemaScope) -> String {
    "such as Lyon, or { name: Lyon, latitude: 45.76, longitude: 4.84 }"
  }

  public func jsonSchema(in scope: SchemaScope) -> JSON {
    [
      "anyOf": [
        ["type": "string"],
        [
          "type": "object", "required": ["name"], "additionalProperties": .bool(false),
          "properties": [
            "name": ["type": "string"],
            "latitude": ["type": "number", "minimum": -90, "maximum": 90],
            "longitude": ["type": "number", "minimum": -180, "maximum": 180],
          ],
          "dependentRequired": ["latitude": ["longitude"], "longitude": ["latitude"]],
        ],
      ]
    ]
  }
}

/// A place in templates, which prints as its name.
struct PlaceObject: RecordObject {
  let place: Place

  static let members = MemberTable<Self>([
    "name": { .string($0.place.name) },
    "latitude": { $0.place.latitude.map { .double($0) } ?? .none },
    "longitude": { $0.place.longitude.map { .double($0) } ?? .none },
  ])

  var printed: Value { .string(place.name) }
}
