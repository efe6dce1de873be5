import Foundation
import TestSupport
import Testing

/// A package of a user's own, made by `backtest new --package` and built against a tagged clone of this project.
///
/// Builds every dependency anew, so it runs with `Tests/run --long` only.
@Suite(
    .enabled(
        if: Program.isPresent && ProcessInfo.processInfo.environment["BACKTEST_LONG_TESTS"] == "1",
        "builds a whole package: runs with Tests/run --long"))
struct PackageTests {
    @Test func aPackageWithItsOwnStrategyAndModelBuildsAndRuns() throws {
        let folder = try TemporaryFolder()
        let root = SharedFolder.projectRoot.path
        let clone = folder.url.appendingPathComponent("backtest").path
        func git(_ arguments: [String], in place: URL) throws {
            let outcome = try Program.run(arguments, in: place, executable: "/usr/bin/git")
            try #require(outcome.status == 0, "\(arguments): \(outcome.errors)")
        }
        try git(["clone", "--quiet", root, clone], in: folder.url)
        let version = try Program.run(["--version"]).output.split(separator: "\n")[0]
        try git(["tag", "--force", String(version)], in: URL(fileURLWithPath: clone))
        let made = try Program.run(
            ["new", "FallThenRise", "--package", "--url", "file://\(clone)"], in: folder.url)
        #expect(made.status == 0, "\(made.errors)")
        let package = folder.url.appendingPathComponent("FallThenRise")
        let build = try Program.run(
            ["swift", "build", "-c", "release", "--product", "fall-then-rise"], in: package, executable: "/usr/bin/env")
        try #require(build.status == 0, "\(build.output)\(build.errors)")
        let program = package.appendingPathComponent(".build/release/fall-then-rise").path
        let listed = try Program.run(["list", "strategies"], in: package, executable: program)
        #expect(listed.output.contains("fall-then-rise") && listed.output.contains("buy-and-hold"))
        try FileManager.default.copyItem(atPath: RunTests.goog, toPath: package.path + "/prices.csv")
        let run = try Program.run(
            ["run", "fall-then-rise.yaml", "--json", "--set", "falls=4"], in: package, executable: program)
        #expect(run.status == 0, "\(run.errors)")
        let trades = try RunTests.object(run.output)["trades"] as? [String: Any]
        #expect((trades?["count"] as? Int ?? 0) > 10)
        try PackageTests.useModel(of: program, in: package)
    }

    /// Runs, trains, and predicts by the model that the package brings.
    private static func useModel(of program: String, in package: URL) throws {
        func run(_ arguments: [String], by executable: String = program) throws -> Program.Outcome {
            try Program.run(arguments, in: package, executable: executable)
        }
        let listed = try run(["list", "models", "--csv"])
        #expect(listed.output.contains("fall-then-rise-model,decay,0.8,") && listed.output.contains("\nridge,"))
        let traded = try run(["run", "fall-then-rise-model.yaml", "--json", "--set", "decay=0.9"])
        #expect(traded.status == 0, "\(traded.errors)")
        let result = try RunTests.object(traded.output)
        #expect(((result["trades"] as? [String: Any])?["count"] as? Int ?? 0) > 10)
        let trained = try run(["train", "fall-then-rise-model.yaml", "--out", "trained", "--csv"])
        #expect(trained.status == 0, "\(trained.errors)")
        #expect(trained.output.split(separator: "\n").count > 1_500)
        let predicted = try run(["predict", "trained/model.btm"])
        #expect(predicted.status == 0, "\(predicted.errors)")
        let lines = predicted.output.split(separator: "\n")
        #expect(lines[0] == "time,instrument,prediction" && lines.count > 2_000)
        #expect(Set(lines.map { $0.split(separator: ",").last }).count > 1_000)
        // A program that does not know the model says so.
        let foreign = try run(["predict", "trained/model.btm"], by: Program.path)
        #expect(foreign.status == 3 && foreign.errors.contains("unknown model 'fall-then-rise-model'"))
        let audited = try run(["audit", "fall-then-rise-model.yaml", "--cuts", "3"])
        #expect(audited.status == 0, "\(audited.output)")
    }
}
