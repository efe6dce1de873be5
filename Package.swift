// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// What a target is built from: a row of the architecture picture in the README.
enum Kind {
    /// Swift sources in `Sources/<name>`.
    case library
    /// C sources in `Sources/<name>`.
    case c
    /// A system library found by pkg-config, installed by the named Debian package.
    case system(pkgConfig: String, apt: String)
    /// A program in `Sources/<name>`.
    case program
    /// Strategies in Swift, in the top-level folder `Strategies` beside their YAML configs.
    case strategies
    /// Tests in `Tests/<name>`.
    case tests
    /// Code shared by tests, in `Tests/<name>`.
    case testSupport
    /// C sources of tests, in `Tests/<name>`.
    case testC
    /// A program in `Tests/<name>`.
    case benchmarks
    /// A program in `Tests/<name>` that tests start.
    case testProgram
}

/// One target: its name, kind, the targets it may import, and the products of other packages it imports.
struct Row {
    var name: String
    var kind: Kind = .library
    var uses: [String] = []
    var products: [Target.Dependency] = []
}

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")

/// The targets: every arrow points to an earlier block.
///
/// `--explicit-target-dependency-import-check error` holds it.
let rows: [Row] = [
    // Row 0
    Row(name: "CSHA256", kind: .c),
    Row(name: "CColumns", kind: .c),
    Row(name: "CRows", kind: .c),
    Row(name: "CMappedFiles", kind: .c),
    Row(name: "Core", uses: ["CSHA256"]),
    Row(name: "CZlib", kind: .system(pkgConfig: "zlib", apt: "zlib1g-dev")),
    Row(name: "CPageFaults", kind: .c),
    Row(name: "CCurl", kind: .system(pkgConfig: "libcurl", apt: "libcurl4-openssl-dev")),
    Row(name: "COpenBLAS", kind: .system(pkgConfig: "openblas", apt: "libopenblas-dev liblapacke-dev")),
    Row(name: "CNLopt", kind: .system(pkgConfig: "nlopt", apt: "libnlopt-dev")),
    // Row 1
    Row(name: "TimeSeries", uses: ["Core", "CColumns"]),
    Row(name: "LineProtocol", uses: ["Core"]),
    Row(name: "Compression", uses: ["CZlib"]),
    Row(name: "HTTPClient", uses: ["Core", "CCurl"]),
    Row(name: "LinearAlgebra", uses: ["COpenBLAS"]),
    // Row 2
    Row(name: "Simulation", uses: ["Core", "TimeSeries"]),
    Row(name: "Indicators", uses: ["Core"]),
    Row(name: "Statistics", uses: ["Core"]),
    Row(name: "OrderBook", uses: ["Core"]),
    Row(name: "Learning", uses: ["Core", "TimeSeries", "LinearAlgebra"]),
    Row(name: "ParameterSearch", uses: ["Core", "CNLopt"]),
    Row(name: "InfluxDB", uses: ["Core", "HTTPClient", "Compression"]),
    Row(name: "ColumnCache", uses: ["Core", "CPageFaults"]),
    // Row 3
    Row(name: "Portfolios", uses: ["Core", "TimeSeries", "Simulation"]),
    Row(
        name: "DataSources",
        uses: [
            "Core", "TimeSeries", "LineProtocol", "HTTPClient", "InfluxDB", "ColumnCache", "CRows", "CMappedFiles",
            "Compression",
        ]),
    Row(name: "StylizedFacts", uses: ["Core", "Statistics"]),
    Row(name: "MarketSimulator", uses: ["Core", "TimeSeries", "OrderBook"]),
    Row(name: "GradientBoosting", uses: ["Core", "Learning"]),
    Row(name: "SyntheticHistories", uses: ["Core", "TimeSeries", "Statistics", "Simulation"]),
    // Row 4
    Row(
        name: "MarketCalibration",
        uses: ["Core", "TimeSeries", "Statistics", "StylizedFacts", "OrderBook", "MarketSimulator"]),
    Row(name: "Reports", uses: ["Core", "TimeSeries", "Simulation", "Statistics", "StylizedFacts"]),
    Row(
        name: "StrategyKit",
        uses: [
            "Core", "TimeSeries", "LinearAlgebra", "Simulation", "Indicators", "Learning", "Portfolios",
            "GradientBoosting", "ParameterSearch", "OrderBook", "MarketSimulator", "SyntheticHistories",
        ], products: [yams]),
    Row(name: "MarketVenue", uses: ["Core", "TimeSeries", "Simulation", "OrderBook", "MarketSimulator"]),
    // A target of its own, so that SQLite is built for nothing else.
    Row(name: "TrialLedger", uses: ["Core"], products: [grdb]),
    // Row 5
    Row(
        name: "Research",
        uses: [
            "Core", "TimeSeries", "LineProtocol", "Simulation", "Statistics", "StrategyKit", "HTTPClient", "InfluxDB",
            "ColumnCache", "DataSources", "Reports", "Learning", "ParameterSearch", "TrialLedger",
            "OrderBook", "MarketSimulator", "MarketVenue", "MarketCalibration", "StylizedFacts", "SyntheticHistories",
        ]),
    Row(
        name: "Strategies", kind: .strategies, uses: ["Core", "TimeSeries", "Simulation", "Indicators", "StrategyKit"]),
    // Row 6
    Row(
        name: "Commands",
        uses: [
            "Core", "TimeSeries", "LineProtocol", "HTTPClient", "Simulation", "Indicators", "Statistics", "InfluxDB",
            "StrategyKit", "ColumnCache", "DataSources", "Reports", "Research", "Strategies", "LinearAlgebra",
            "Learning",
            "GradientBoosting", "ParameterSearch", "TrialLedger", "MarketSimulator", "MarketVenue",
            "MarketCalibration", "StylizedFacts", "SyntheticHistories",
        ], products: [argumentParser]),
    Row(
        name: "Server", uses: ["Core", "LineProtocol", "Compression", "DataSources"],
        products: [hummingbird, hummingbirdCore, httpTypes, nioCore, logging]),
    // Row 7
    Row(name: "backtest", kind: .program, uses: ["Commands"]),
    Row(name: "backtest-server", kind: .program, uses: ["DataSources", "Server"]),
    // Tests
    Row(name: "TestSupport", kind: .testSupport, uses: ["Core", "TimeSeries", "OrderBook"]),
    Row(name: "CoreTests", kind: .tests, uses: ["Core", "TestSupport"]),
    Row(name: "LineProtocolTests", kind: .tests, uses: ["Core", "LineProtocol", "TestSupport"]),
    Row(name: "CompressionTests", kind: .tests, uses: ["Core", "Compression", "TestSupport"]),
    Row(name: "HTTPClientTests", kind: .tests, uses: ["Core", "HTTPClient", "TestSupport"]),
    Row(name: "InfluxDBTests", kind: .tests, uses: ["Core", "HTTPClient", "InfluxDB", "TestSupport"]),
    Row(name: "TimeSeriesTests", kind: .tests, uses: ["Core", "TimeSeries", "TestSupport"]),
    Row(name: "SimulationTests", kind: .tests, uses: ["Core", "TimeSeries", "Simulation", "TestSupport"]),
    Row(
        name: "PortfoliosTests", kind: .tests,
        uses: ["Core", "TimeSeries", "Simulation", "Portfolios", "TestSupport"]),
    Row(name: "IndicatorsTests", kind: .tests, uses: ["Core", "Indicators", "TestSupport"]),
    Row(name: "LinearAlgebraTests", kind: .tests, uses: ["Core", "LinearAlgebra", "TestSupport"]),
    Row(name: "LearningTests", kind: .tests, uses: ["Core", "TimeSeries", "LinearAlgebra", "Learning", "TestSupport"]),
    Row(
        name: "GradientBoostingTests", kind: .tests,
        uses: ["Core", "LinearAlgebra", "Learning", "GradientBoosting", "TestSupport"]),
    Row(
        name: "MarketCalibrationTests", kind: .tests,
        uses: ["Core", "TimeSeries", "StylizedFacts", "MarketSimulator", "MarketCalibration"]),
    Row(
        name: "MarketSimulatorTests", kind: .tests,
        uses: ["Core", "TimeSeries", "OrderBook", "MarketSimulator", "TestSupport"]),
    Row(
        name: "MarketVenueTests", kind: .tests,
        uses: [
            "Core", "TimeSeries", "Simulation", "OrderBook", "MarketSimulator", "MarketVenue", "Strategies",
            "TestSupport",
        ]),
    Row(name: "OrderBookTests", kind: .tests, uses: ["Core", "Compression", "OrderBook", "TestSupport"]),
    Row(name: "StatisticsTests", kind: .tests, uses: ["Core", "Statistics", "TestSupport"]),
    Row(name: "ParameterSearchTests", kind: .tests, uses: ["Core", "CNLopt", "ParameterSearch", "TestSupport"]),
    Row(
        name: "StrategyKitTests", kind: .tests,
        uses: [
            "Core", "TimeSeries", "LinearAlgebra", "Simulation", "Indicators", "Learning", "Portfolios",
            "GradientBoosting", "StrategyKit", "OrderBook", "MarketSimulator", "SyntheticHistories", "TestSupport",
        ]),
    Row(name: "ColumnCacheTests", kind: .tests, uses: ["Core", "ColumnCache", "TestSupport"]),
    Row(
        name: "DataSourcesTests", kind: .tests,
        uses: [
            "Core", "TimeSeries", "LineProtocol", "HTTPClient", "InfluxDB", "ColumnCache", "Compression", "DataSources",
            "TestSupport",
        ]),
    Row(
        name: "ServerTests", kind: .tests,
        uses: ["Core", "LineProtocol", "DataSources", "Server", "TestSupport"]),
    Row(
        name: "SyntheticHistoriesTests", kind: .tests,
        uses: ["Core", "TimeSeries", "Statistics", "Simulation", "SyntheticHistories", "TestSupport"]),
    Row(
        name: "StylizedFactsTests", kind: .tests,
        uses: ["Core", "Compression", "Statistics", "StylizedFacts", "TestSupport"]),
    Row(
        name: "ReportsTests", kind: .tests,
        uses: ["Core", "TimeSeries", "Statistics", "StylizedFacts", "Reports", "TestSupport"]),
    Row(
        name: "ResearchTests", kind: .tests,
        uses: [
            "Core", "TimeSeries", "LineProtocol", "Simulation", "Indicators", "Statistics", "StrategyKit",
            "DataSources", "Reports", "LinearAlgebra", "Learning", "Research", "Strategies", "TestSupport",
            "ParameterSearch", "TrialLedger", "SyntheticHistories", "MarketSimulator", "StylizedFacts",
        ]),
    Row(name: "LedgerWriter", kind: .testProgram, uses: ["Core", "TrialLedger"]),
    Row(name: "TrialLedgerTests", kind: .tests, uses: ["Core", "TrialLedger", "LedgerWriter", "TestSupport"]),
    Row(name: "FaultyStrategies", kind: .testProgram, uses: ["Simulation", "StrategyKit", "Commands"]),
    Row(
        name: "EndToEndTests", kind: .tests,
        uses: ["Core", "HTTPClient", "InfluxDB", "TestSupport", "FaultyStrategies"]
    ),
    Row(name: "TidyTests", kind: .tests, uses: ["TestSupport"]),
    Row(name: "CAllocations", kind: .testC),
    Row(
        name: "Benchmarks", kind: .benchmarks,
        uses: [
            "Core", "TimeSeries", "LineProtocol", "Simulation", "Indicators", "Statistics", "LinearAlgebra",
            "OrderBook", "Learning", "ParameterSearch", "Portfolios", "DataSources", "ColumnCache", "StrategyKit",
            "Research", "Strategies", "InfluxDB", "TrialLedger", "MarketSimulator", "MarketVenue",
            "SyntheticHistories", "StylizedFacts", "TestSupport", "CAllocations",
        ]),
]

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let targets: [Target] = rows.map { row in
    let dependencies = row.uses.map { Target.Dependency(stringLiteral: $0) } + row.products
    switch row.kind {
    case .library:
        return .target(name: row.name, dependencies: dependencies, swiftSettings: settings)
    case .c:
        return .target(name: row.name, dependencies: dependencies)
    case .testC:
        return .target(name: row.name, dependencies: dependencies, path: "Tests/\(row.name)")
    case .system(let pkgConfig, let apt):
        return .systemLibrary(name: row.name, pkgConfig: pkgConfig, providers: [.apt([apt])])
    case .program:
        return .executableTarget(name: row.name, dependencies: dependencies, swiftSettings: settings)
    case .strategies:
        // The configs beside the sources are no part of the build.
        let folder = Context.packageDirectory + "/Strategies"
        let configs = (try? FileManager.default.contentsOfDirectory(atPath: folder))?.filter { !$0.hasSuffix(".swift") }
        return .target(
            name: row.name, dependencies: dependencies, path: "Strategies", exclude: configs ?? [],
            swiftSettings: settings)
    case .tests:
        return .testTarget(
            name: row.name, dependencies: dependencies, path: "Tests/\(row.name)", swiftSettings: settings)
    case .testSupport:
        return .target(name: row.name, dependencies: dependencies, path: "Tests/\(row.name)", swiftSettings: settings)
    case .benchmarks, .testProgram:
        return .executableTarget(
            name: row.name, dependencies: dependencies, path: "Tests/\(row.name)", swiftSettings: settings)
    }
}

let package = Package(
    name: "backtest",
    products: [
        .executable(name: "backtest", targets: ["backtest"]),
        .executable(name: "backtest-server", targets: ["backtest-server"]),
        .library(name: "StrategyKit", targets: ["StrategyKit", "Commands"]),
    ],
    dependencies: [
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    ],
    targets: targets
)
