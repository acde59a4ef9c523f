// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "preau", path: "..")],
  targets: [
    .executableTarget(
      name: "render-cases", dependencies: [.product(name: "Templates", package: "preau")], swiftSettings: strict),
    .executableTarget(
      name: "measure-templates", dependencies: [.product(name: "Templates", package: "preau")], swiftSettings: strict),
    .executableTarget(name: "make-corpus", swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
