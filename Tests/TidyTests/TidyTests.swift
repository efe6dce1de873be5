import Foundation
import TestSupport
import Testing

/// Rules of the house, read off the source tree.
@Suite struct TidyTests {
    struct SourceFile {
        var path: String
        var lines: [Substring]
    }

    /// Every Swift file of the given folders, in the order of their paths.
    static func sources(in folders: [String]) -> [SourceFile] {
        let root = SharedFolder.projectRoot
        var files: [SourceFile] = []
        for folder in folders {
            let base = root.appendingPathComponent(folder)
            guard let walk = FileManager.default.enumerator(atPath: base.path) else { continue }
            for case let name as String in walk where name.hasSuffix(".swift") {
                let path = base.appendingPathComponent(name).path
                guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { continue }
                files.append(
                    SourceFile(
                        path: "\(folder)/\(name)", lines: text.split(separator: "\n", omittingEmptySubsequences: false))
                )
            }
        }
        return files.sorted { $0.path < $1.path }
    }

    @Test func theTopLevelHoldsOnlyWhatTheReadmePromises() throws {
        let allowed: Set<String> = [
            "Package.swift", "Sources", "Tests", "Strategies", "Data", "notebooks-md", "README.md",
        ]
        let grown: Set<String> = ["Package.resolved", "runs"]
        let names = try FileManager.default.contentsOfDirectory(atPath: SharedFolder.projectRoot.path)
        let odd = names.filter { name in
            !allowed.contains(name) && !grown.contains(name) && !name.hasPrefix(".") && !name.hasPrefix("LICENSE")
                && !name.hasPrefix("CONTRIBUTING")
        }
        #expect(odd.isEmpty)
    }

    @Test func noSourceFileIsLongerThanFourHundredLinesButCatalogues() {
        let long = TidyTests.sources(in: ["Sources", "Strategies"]).filter { file in
            file.lines.count > 401 && !file.path.contains("Catalogue") && !file.path.contains("ConfigKeys")
        }
        #expect(long.map(\.path).isEmpty, "too long: \(long.map { "\($0.path) (\($0.lines.count))" })")
    }

    @Test func theMedianSourceFileHasAtMostAHundredAndTwentyLines() {
        let lengths = TidyTests.sources(in: ["Sources", "Strategies"]).map(\.lines.count).sorted()
        #expect(lengths[lengths.count / 2] <= 120)
    }

    @Test func nothingIsUnfinishedOrTraps() {
        let words = ["TO" + "DO", "FIX" + "ME", "try" + "!", "as" + "! ", "un" + "implemented", "not " + "implemented"]
        for file in TidyTests.sources(in: ["Sources", "Strategies", "Tests"]) {
            for (index, line) in file.lines.enumerated() {
                for word in words where line.contains(word) {
                    Issue.record("\(file.path):\(index + 1): holds '\(word)'")
                }
            }
        }
    }

    @Test func noFileIsNamedAfterNothing() {
        let vague = ["Utils", "Helpers", "Common", "Manager", "Misc", "placeholder"]
        for file in TidyTests.sources(in: ["Sources", "Strategies", "Tests"]) {
            let name = file.path.split(separator: "/").last ?? ""
            for word in vague where name.contains(word) { Issue.record("\(file.path) is named after nothing") }
        }
    }

    /// The rows of the architecture: an import may only name a target of a lower row.
    static let rows: [String: Int] = [
        "CSHA256": -1, "CColumns": -1, "CRows": -1, "CMappedFiles": -1, "Core": 0, "CZlib": 0, "CCurl": 0,
        "CPageFaults": 0, "COpenBLAS": 0, "CNLopt": 0,
        "TimeSeries": 1, "LineProtocol": 1, "Compression": 1, "HTTPClient": 1, "LinearAlgebra": 1,
        "Simulation": 2, "Indicators": 2, "Statistics": 2, "Learning": 2, "ParameterSearch": 2, "InfluxDB": 2,
        "ColumnCache": 2, "OrderBook": 2,
        "Portfolios": 3, "DataSources": 3, "StylizedFacts": 3, "GradientBoosting": 3, "MarketSimulator": 3,
        "SyntheticHistories": 3,
        "StrategyKit": 4, "TrialLedger": 4, "Reports": 4, "MarketVenue": 4, "MarketCalibration": 4,
        "Research": 5, "Strategies": 5,
        "Commands": 6, "Server": 6, "backtest": 7, "backtest-server": 7,
    ]
    /// Targets that know no files, network, clock or Foundation.
    static let pure: Set<String> = [
        "Core", "TimeSeries", "LineProtocol", "Simulation", "Indicators", "Statistics", "LinearAlgebra",
        "Learning", "ParameterSearch", "Portfolios", "Reports", "OrderBook", "MarketSimulator", "SyntheticHistories",
        "StylizedFacts", "MarketVenue", "MarketCalibration",
    ]
    /// The one target that may import an outside library.
    static let outside: [String: String] = [
        "Yams": "StrategyKit", "ArgumentParser": "Commands", "CZlib": "Compression", "CCurl": "HTTPClient",
        "COpenBLAS": "LinearAlgebra", "CNLopt": "ParameterSearch", "GRDB": "TrialLedger",
        "Hummingbird": "Server", "HummingbirdCore": "Server", "HTTPTypes": "Server", "NIOCore": "Server",
        "Logging": "Server",
    ]

    @Test func importsPointToLowerRows() {
        for file in TidyTests.sources(in: ["Sources", "Strategies"]) {
            let parts = file.path.split(separator: "/")
            let target = parts[0] == "Strategies" ? "Strategies" : String(parts[1])
            guard let row = TidyTests.rows[target] else {
                Issue.record("\(file.path): the target \(target) has no row")
                continue
            }
            for line in file.lines {
                let words = line.split(separator: " ").filter {
                    !["public", "internal", "package", "@_exported"].contains($0)
                }
                guard words.first == "import", words.count == 2, line.first?.isWhitespace == false else { continue }
                let module = String(words[1])
                if let other = TidyTests.rows[module] {
                    #expect(other < row, "\(file.path) imports \(module) of row \(other) into row \(row)")
                }
                if let owner = TidyTests.outside[module] {
                    #expect(owner == target, "\(file.path) imports \(module), which only \(owner) may")
                }
                if TidyTests.pure.contains(target) {
                    #expect(!module.hasPrefix("Foundation") && module != "Dispatch", "\(file.path) imports \(module)")
                }
            }
        }
    }

    @Test func theLoopOfTheEngineFitsAScreenOrTwo() {
        let loop = TidyTests.sources(in: ["Sources"]).first { $0.path == "Sources/Simulation/Backtest.swift" }
        #expect((loop?.lines.count ?? .max) <= 151)
    }

    @Test func theManifestHasNoUnsafeFlagsAndPinsEveryPackage() throws {
        let manifest = try String(
            contentsOf: SharedFolder.projectRoot.appendingPathComponent("Package.swift"), encoding: .utf8)
        #expect(!manifest.contains("unsafe" + "Flags"))
        for line in manifest.split(separator: "\n") where line.contains(".package(url:") {
            #expect(line.contains("exact:"), "not pinned: \(line)")
        }
    }
}
