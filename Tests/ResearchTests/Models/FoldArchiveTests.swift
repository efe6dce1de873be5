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
        let isCut = TrainingFixture.isInterrupted { () throws(StudyError) in
            try training.run(
                keeping: archive,
                progress: TrainingFixture.stopping { stage in
                    // A network is interrupted within a fit, which is lost.
                    if case .epoch(2, fold: 3, of: _) = stage { return true }
                    if case .fold(3, of: _) = stage { return !isNetwork }
                    return false
                })
        }
        #expect(isCut && archive.count == 2)
        #expect((0..<4).map { archive.read($0) != nil } == [true, true, false, false])
        let log = StageLog()
        let later = try FoldArchive(folder: archive.folder, identity: whole.identity)
        let result = try training.run(keeping: later) { stage in
            log.append(stage)
            return true
        }
        #expect(TrainingFixture.timeless(result.folds) == TrainingFixture.timeless(whole.folds))
        #expect(TrainingFixture.bits(result) == TrainingFixture.bits(whole))
        #expect(try TrainingFixture.digest(result) == TrainingFixture.digest(whole))
        #expect(result.predictionsCSV == whole.predictionsCSV && archive.count == whole.folds.count)
        for fold in 1...2 {
            let isFitted = log.stages.contains { if case .epoch(_, fold: fold, of: _) = $0 { true } else { false } }
            #expect(!isFitted, "fold \(fold) was fitted again")
        }
        archive.clear()
        #expect(archive.count == 0 && archive.read(0) == nil)
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
        try archive.write(marked)
        let read = try #require(archive.read(0))
        #expect(read == marked)
        #expect(read.forecasts.map(\.value.bitPattern) == marked.forecasts.map(\.value.bitPattern))
        #expect(try training.run(keeping: archive).folds[0].note == "kept")
    }

    @Test func foldsOfAnotherTrainingAndThoseCutShortAreNotRead() throws {
        let training = try TrainingFixture.training()
        let folder = try TemporaryFolder()
        let archive = try FoldArchive(folder: folder.url, identity: "one")
        let whole = try training.run(keeping: archive)
        let count = whole.folds.count
        #expect(archive.count == count && folder.names == (0..<count).map { "fold-\($0).json" })
        let other = try FoldArchive(folder: folder.url, identity: "another")
        #expect(other.count == 0 && (0..<count).allSatisfy { other.read($0) == nil })
        // Cut at any length; empty; not JSON; of another number.
        let text = try folder.read("fold-1.json")
        for part in [0, 1, text.utf8.count / 3, text.utf8.count - 1] {
            try folder.write(String(decoding: Array(text.utf8.prefix(part)), as: UTF8.self), to: "fold-1.json")
            #expect(archive.read(1) == nil && archive.count == count - 1, "\(part) bytes")
        }
        try folder.write(try folder.read("fold-0.json"), to: "fold-2.json")
        let again = try training.run(keeping: archive)
        #expect(TrainingFixture.timeless(again.folds) == TrainingFixture.timeless(whole.folds))
        #expect(archive.read(1)?.number == 1 && archive.read(2)?.number == 2)
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
