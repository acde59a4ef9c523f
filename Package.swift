// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

/// Tests that mostly wait for what they call: compiling them takes longer than running them.
let tests = strict + [.unsafeFlags(["-Onone"])]

/// Imports run downwards only; `make lint` holds every import against this table.
let package = Package(
  name: "preau",
  products: [
    .executable(name: "preau", targets: ["preau"]),
    .executable(name: "preau-images", targets: ["preau-images"]),
    .library(name: "Markup", targets: ["Markup"]),
    .library(name: "Templates", targets: ["Templates"]),
    .library(name: "HTTP", targets: ["HTTP"]),
  ],
  targets: [
    .systemLibrary(
      name: "CCmarkGFM", path: "Sources/System/CCmarkGFM", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .systemLibrary(
      name: "CYAML", path: "Sources/System/CYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(
      name: "CMimalloc", path: "Sources/System/CMimalloc", providers: [.apt(["libmimalloc-dev"])]),
    .systemLibrary(
      name: "CSQLite3", path: "Sources/System/CSQLite3", pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(
      name: "CMicroHTTPD", path: "Sources/System/CMicroHTTPD", pkgConfig: "libmicrohttpd",
      providers: [.apt(["libmicrohttpd-dev"])]),
    .systemLibrary(
      name: "CCurl", path: "Sources/System/CCurl", pkgConfig: "libcurl",
      providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(
      name: "CSodium", path: "Sources/System/CSodium", pkgConfig: "libsodium",
      providers: [.apt(["libsodium-dev"])]),
    .systemLibrary(
      name: "CQREncode", path: "Sources/System/CQREncode", pkgConfig: "libqrencode",
      providers: [.apt(["libqrencode-dev"])]),
    .systemLibrary(
      name: "CGit2", path: "Sources/System/CGit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),
    .systemLibrary(
      name: "CZlib", path: "Sources/System/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CVips", path: "Sources/System/CVips", pkgConfig: "vips", providers: [.apt(["libvips-dev"])]),

    .target(name: "Diagnostics", swiftSettings: strict),
    .target(name: "Markup", dependencies: ["Diagnostics", "CCmarkGFM", "CYAML"], swiftSettings: strict),
    .target(name: "Templates", dependencies: ["Diagnostics"], swiftSettings: strict),
    .target(name: "HTTP", dependencies: ["CMicroHTTPD"], swiftSettings: strict),
    .target(name: "Content", dependencies: ["Diagnostics", "Markup", "Templates"], swiftSettings: strict),
    .target(
      name: "Site", dependencies: ["Diagnostics", "Markup", "Templates", "Content", "Images"], swiftSettings: strict),
    .target(name: "Images", swiftSettings: strict),
    .executableTarget(name: "preau-images", dependencies: ["Images", "CVips"], swiftSettings: strict),
    .target(name: "Store", swiftSettings: strict),
    .target(name: "StoreSQLite", dependencies: ["Store", "CSQLite3"], swiftSettings: strict),
    .target(name: "Mail", dependencies: ["CCurl"], swiftSettings: strict),
    .target(name: "Git", dependencies: ["CGit2", "CZlib"], swiftSettings: strict),
    .target(
      name: "Intake",
      dependencies: [
        "Diagnostics", "Content", "Markup", "Git", "Images", "Templates", "Site", "HTTP", "Store", "Mail", "CSodium",
        "CQREncode",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "preau",
      dependencies: [
        "Diagnostics", "Markup", "Templates", "Content", "Site", "HTTP", "Store", "StoreSQLite", "Mail", "Intake",
        "Git", "CMimalloc",
      ],
      resources: [.embedInCode("Preview/preview.js"), .embedInCode("Preview/preview.css")], swiftSettings: strict),

    .target(
      name: "TestSupport", dependencies: ["Diagnostics"], path: "Tests/Support", swiftSettings: strict),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics", "TestSupport"], swiftSettings: tests),
    .testTarget(name: "MarkupTests", dependencies: ["Markup", "Diagnostics", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "TemplatesTests", dependencies: ["Templates", "Diagnostics", "TestSupport"],
      exclude: ["Cases", "check-cases.py"],
      swiftSettings: tests),
    .testTarget(
      name: "ImagesTests", dependencies: ["Images", "TestSupport", "preau-images"], swiftSettings: strict),
    .testTarget(name: "HTTPTests", dependencies: ["HTTP", "TestSupport"], swiftSettings: tests),
    .testTarget(
      name: "ContentTests", dependencies: ["Content", "Markup", "Diagnostics", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "SiteTests", dependencies: ["Site", "Content", "Diagnostics", "Images", "TestSupport", "preau-images"],
      exclude: ["Golden"],
      swiftSettings: strict),
    .target(
      name: "StoreConformance", dependencies: ["Store"], path: "Tests/StoreConformance", swiftSettings: strict),
    .executableTarget(
      name: "store-writer", dependencies: ["Store", "StoreSQLite"], path: "Tests/StoreWriter", swiftSettings: strict),
    .testTarget(name: "StoreTests", dependencies: ["Store", "StoreConformance"], swiftSettings: tests),
    .testTarget(
      name: "StoreSQLiteTests",
      dependencies: ["Store", "StoreSQLite", "StoreConformance", "TestSupport", "store-writer"],
      swiftSettings: strict),
    .executableTarget(name: "git-writer", dependencies: ["Git"], path: "Tests/GitWriter", swiftSettings: strict),
    .testTarget(name: "GitTests", dependencies: ["Git", "TestSupport", "git-writer"], swiftSettings: strict),
    .testTarget(name: "MailTests", dependencies: ["Mail", "TestSupport"], swiftSettings: tests),
    .testTarget(
      name: "IntakeTests",
      dependencies: ["Intake", "Site", "HTTP", "Mail", "Store", "StoreSQLite", "TestSupport"],
      swiftSettings: tests),
    .testTarget(
      name: "EndToEndTests", dependencies: ["TestSupport", "preau", "preau-images"], exclude: ["Commands"],
      swiftSettings: tests),
  ],
  swiftLanguageModes: [.v6]
)
