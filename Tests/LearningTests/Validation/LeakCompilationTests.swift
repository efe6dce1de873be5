import Foundation
import TestSupport
import Testing

/// The planted leaks that types make impossible: the compiler refuses each of them, and nothing else of the same file
/// (S68).
@Suite struct LeakCompilationTests {
    /// The folder of the build that this test is part of.
    static let build = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()

    /// The compiler over the modules of this build, without an output.
    static func check(_ body: [String]) throws -> Program.Outcome {
        let folder = try TemporaryFolder()
        let lines =
            [
                "import Core", "import Learning",
                "func use(_ set: SampleSet, _ fold: Fold, _ blocks: MomentBlocks) throws {",
            ] + body + ["}", ""]
        let source = try folder.write(lines.joined(separator: "\n"), to: "use.swift")
        let names = try FileManager.default.contentsOfDirectory(atPath: build.path)
        let maps =
            names.map { build.appendingPathComponent($0).appendingPathComponent("module.modulemap").path }
            .filter { FileManager.default.fileExists(atPath: $0) }.sorted()
            + [SharedFolder.projectRoot.appendingPathComponent("Sources/COpenBLAS/module.modulemap").path]
        let headers = try Program.run(["pkg-config", "--cflags-only-I", "openblas"], executable: "/usr/bin/env")
        let flags = headers.output.split(whereSeparator: \.isWhitespace).map { String($0) }
        return try Program.run(
            [
                "swiftc", "-typecheck", "-I", build.appendingPathComponent("Modules").path, "-module-cache-path",
                folder.url.appendingPathComponent("cache").path,
            ] + maps.flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] } + flags.flatMap { ["-Xcc", $0] } + [source],
            executable: "/usr/bin/env")
    }

    /// Each line with what the compiler says of it.
    static let leaks: [(line: String, error: String)] = [
        // A scaler, components, sums of a model on the whole data.
        ("_ = try Standardisation().fit(set)", "cannot convert value of type 'SampleSet'"),
        ("_ = try PrincipalComponentTransform().fit(set)", "cannot convert value of type 'SampleSet'"),
        ("_ = try set.moments()", "no member 'moments'"),
        // On test data.
        ("_ = try Standardisation().fit(fold.test)", "cannot convert value of type 'TestSamples'"),
        ("_ = try fold.test.moments()", "no member 'moments'"),
        ("_ = try blocks.moments(of: fold.test)", "cannot convert value of type 'TestSamples'"),
        ("_ = try fold.test.folds(KFold(folds: 2))", "no member 'folds'"),
        // Test data taken for training data.
        ("_ = TrainingSamples(inputs: fold.test.inputs)", "initializer is inaccessible"),
        ("_ = Fold(split: fold.split, training: fold.training, test: fold.test)", "initializer is inaccessible"),
        // Labels at the time of prediction.
        ("_ = fold.test.inputs.labels", "no member 'labels'"),
        ("_ = set.labels", "no member 'labels'"),
    ]

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: build.appendingPathComponent("Modules").path),
            "needs the modules of the build beside the test"))
    func theCompilerRefusesPlantedLeaks() throws {
        let allowed = try LeakCompilationTests.check([
            "_ = try Standardisation().fit(fold.training)", "_ = try fold.training.moments()",
            "_ = try blocks.moments(of: fold.training)", "_ = try fold.training.folds(KFold(folds: 2))",
            "_ = fold.training.labels", "_ = fold.test.labels",
        ])
        #expect(allowed.status == 0, "\(allowed.errors)")
        let refused = try LeakCompilationTests.check(LeakCompilationTests.leaks.map(\.line))
        #expect(refused.status == 1)
        let errors = refused.errors.split(separator: "\n").filter { $0.contains("use.swift:") && $0.contains("error:") }
        for (index, leak) in LeakCompilationTests.leaks.enumerated() {
            let found = errors.filter { $0.contains("use.swift:\(index + 4):") }
            #expect(found.contains { $0.contains(leak.error) }, "\(leak.line): \(found)")
        }
    }
}
