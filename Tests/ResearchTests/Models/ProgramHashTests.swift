import Core
import Foundation
import Learning
import StrategyKit
import TestSupport
import Testing

@testable import Research

/// Folds of a model of the user's own, which hang on the program's code.
@Suite struct ProgramHashTests {
    @Test func foldsThatOtherCodeFittedAreNotTakenUp() throws {
        let place = try TemporaryFolder()
        let own = ModelDeclaration.model("damped", "The mean label") { Baseline(.mean) }
        let training = try TrainingFixture.training(
            ModelStudyFixture.model([("kind: ridge", "kind: damped"), ("parameters: { penalties: [0.01] }\n", "")]),
            on: .days, models: [own])
        let folder = TrainingFolder(training.study, at: place.url.appendingPathComponent("out").path)
        let program = URL(fileURLWithPath: try place.write("first build", to: "program"))
        func archive(_ ownModels: [ModelDeclaration]) throws -> FoldArchive {
            try folder.archive(for: training.study, ownModels: ownModels, program: program)
        }
        let count = TrainingFixture.archive(training, try archive([own])).count
        #expect(count > 3)
        #expect(try archive([own]).count == count)
        try place.write("second build", to: "program")
        #expect(try archive([own]).count == 0)
        try place.write("first build", to: "program")
        #expect(try archive([own]).count == count)
        try archive([own]).clear()
        // A model that is built in hangs on the version alone.
        _ = TrainingFixture.archive(training, try archive([]))
        try place.write("second build", to: "program")
        #expect(try archive([]).count == count)
        // What cannot be read is never taken for the same.
        try FileManager.default.removeItem(at: program)
        _ = TrainingFixture.archive(training, try archive([own]))
        #expect(try archive([own]).count == 0)
    }

    @Test func theHashIsThatOfTheFile() throws {
        let place = try TemporaryFolder()
        let text = String(repeating: "0123456789", count: 300_000)
        let file = URL(fileURLWithPath: try place.write(text, to: "program"))
        #expect(ProgramHash.of(file) == SHA256.hexDigest(of: text))
        #expect(ProgramHash.of(ProgramHash.running) == ProgramHash.of(ProgramHash.running))
    }
}
