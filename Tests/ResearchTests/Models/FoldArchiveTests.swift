import Core
import Foundation
import Learning
import Research
import StrategyKit
import TestSupport
import Testing

/// Trainings that are interrupted and go on.
@Suite struct FoldArchiveTests {
    @Test("S69: an interrupted training goes on to the bits of one that was not", arguments: [false, true])
    func s69AnInterruptedTrainingGoesOnToTheSameBits(isNetwork: Bool) throws {
        let training = try TrainingFixture.training(isNetwork ? TrainingFixture.network : TrainingFixture.ridge)
        let whole = try training.run()
        let folder = try TemporaryFolder()
        let archive = try FoldArchive(folder: folder.url.appendingPathComponent("folds"), identity: whole.identity)
        let isCut = TrainingFixture.isInterrupted(training, keeping: archive) { stage in
            // A network is interrupted within a fit, which is lost.
            if case .epoch(2, fold: 3, of: _) = stage { return true }
            if case .fold(3, of: _) = stage { return !isNetwork }
            return false
        }
        #expect(isCut && archive.count == 2 && archive.read().keys.sorted() == [0, 1])
        let log = StageLog()
        let later = try FoldArchive(folder: archive.folder, identity: whole.identity)
        let result = try training.run(keeping: later, progress: { log.append($0) })
        #expect(TrainingFixture.timeless(result.folds) == TrainingFixture.timeless(whole.folds))
        #expect(TrainingFixture.bits(result) == TrainingFixture.bits(whole))
        #expect(try TrainingFixture.digest(result) == TrainingFixture.digest(whole))
        #expect(result.predictionsCSV == whole.predictionsCSV)
        for fold in 1...2 {
            let isFitted = log.stages.contains { if case .epoch(_, fold: fold, of: _) = $0 { true } else { false } }
            #expect(!isFitted, "fold \(fold) was fitted again")
        }
        archive.clear()
        #expect(archive.count == 0 && archive.read().isEmpty)
        archive.remove()
        #expect(folder.names.isEmpty)
    }

    @Test func aKeptFoldIsTakenAsItIs() throws {
        let training = try TrainingFixture.training()
        let folder = try TemporaryFolder()
        let archive = try FoldArchive(folder: folder.url, identity: "one")
        var marked = try #require(try training.run().folds.first)
        marked.note = "kept"
        marked.forecasts[0].value = -0.0
        marked.forecasts[1].value = .leastNonzeroMagnitude
        marked.forecasts[2].value = 0.1 + 0.2
        try archive.write([marked])
        let read = try #require(archive.read()[0])
        #expect(read == marked)
        #expect(read.forecasts.map(\.value.bitPattern) == marked.forecasts.map(\.value.bitPattern))
        #expect(try training.run(keeping: archive).folds[0].note == "kept")
    }

    @Test func foldsOfAnotherTrainingAndThoseCutShortAreNotRead() throws {
        let training = try TrainingFixture.training()
        let folder = try TemporaryFolder()
        let archive = try FoldArchive(folder: folder.url, identity: "one")
        let whole = try training.run()
        let count = whole.folds.count
        #expect(TrainingFixture.archive(training, archive).count == count)
        // What is done together lies in one file.
        #expect(folder.names == ["folds-1.json"])
        let other = try FoldArchive(folder: folder.url, identity: "another")
        #expect(other.count == 0 && other.read().isEmpty)
        // Cut at any length; empty; not JSON.
        let text = try folder.read("folds-1.json")
        for part in [0, 1, text.utf8.count / 3, text.utf8.count - 1] {
            try folder.write(String(decoding: Array(text.utf8.prefix(part)), as: UTF8.self), to: "folds-1.json")
            #expect(archive.read().isEmpty, "\(part) bytes")
        }
        let again = try training.run(keeping: archive)
        #expect(TrainingFixture.timeless(again.folds) == TrainingFixture.timeless(whole.folds))
    }

    @Test func aTrainingThatComesToItsEndWritesNoFolds() throws {
        let training = try TrainingFixture.training()
        let folder = try TemporaryFolder()
        let archive = try FoldArchive(folder: folder.url, identity: "one")
        let clock = ContinuousClock()
        var result: TrainingResult?
        let taken = try clock.measure { result = try training.run(keeping: archive) }
        // Only those that take seconds keep folds meanwhile.
        #expect(folder.names.isEmpty || taken > .seconds(2))
        #expect(result?.folds.isEmpty == false)
    }

    @Test func aLaterWritingIsBesideTheEarlierAndCountsForAFoldOfBoth() throws {
        let folds = try TrainingFixture.training().run().folds
        let folder = try TemporaryFolder()
        let archive = try FoldArchive(folder: folder.url, identity: "one")
        var failed = folds[0]
        failed.failure = "no labels"
        try archive.write([failed, folds[1]])
        #expect(archive.count == 1)
        try archive.write([folds[0]])
        try archive.write([])
        #expect(folder.names == ["folds-1.json", "folds-2.json"])
        #expect(archive.read() == [0: folds[0], 1: folds[1]] && archive.count == 2)
        // More than nine are still read in their order.
        for place in 3...11 {
            var marked = folds[0]
            marked.note = "\(place)"
            try archive.write([marked])
        }
        #expect(archive.read()[0]?.note == "11")
    }

    @Test func aPlaceThatIsAFileIsNamed() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("x", to: "file")
        let error = #expect(throws: StudyError.self) {
            _ = try FoldArchive(folder: URL(fileURLWithPath: path), identity: "one")
        }
        guard case .folder(let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.path == path && reason.description.contains("cannot be written"))
        #expect(try folder.read("file") == "x")
    }
}
