import Core
import DataSources
public import Foundation
import Learning
import LinearAlgebra
public import Reports
public import StrategyKit

/// The folder that a training leaves: `training.html`, `training.json`, `predictions.csv`, `model.btm`, `config.yaml` and
/// `manifest.json`.
public struct TrainingFolder {
    /// The model's file.
    public static let modelFile = "model.btm"

    /// Where it is.
    public let url: URL

    /// The folder of a training: a given one, or `runs/<name>-training-<short hash of data, config, seed and version>`.
    public init(_ study: Study, at path: String? = nil, under base: String = "runs") {
        let name = PlainName.of(study.configuration.name, or: "model").prefix(60)
        let hash = SHA256.hexDigest(of: TrainingFolder.identity(study)).prefix(8)
        url = URL(fileURLWithPath: path ?? "\(base)/\(name)-training-\(hash)")
    }

    /// What a training is a function of.
    static func identity(_ study: Study) -> String {
        ["training", study.dataHash, study.configuration.hash, String(study.configuration.seed), Version.current]
            .joined(separator: "\n")
    }

    /// Where folds are kept while it runs.
    ///
    /// A model that the user's program declares hangs on its code, of which no version tells: what another build of it has
    /// fitted is not taken up.
    ///
    /// - Parameter ownModels: The models that the program adds to those built in.
    /// - Throws: `StudyError.folder`.
    public func archive(for study: Study, ownModels: [ModelDeclaration] = []) throws(StudyError) -> FoldArchive {
        try archive(for: study, ownModels: ownModels, program: ProgramHash.running)
    }

    /// The same for the program in a file.
    func archive(for study: Study, ownModels: [ModelDeclaration], program: URL) throws(StudyError) -> FoldArchive {
        let folder = url.deletingLastPathComponent().appendingPathComponent(".\(url.lastPathComponent).folds")
        var identity = TrainingFolder.identity(study)
        if let kind = study.plan.model?.kind, ownModels.contains(where: { $0.name == kind }) {
            identity += "\nprogram\n" + ProgramHash.of(program)
        }
        return try FoldArchive(folder: folder, identity: identity)
    }

    /// Refuses a place that holds something else than a training.
    ///
    /// - Parameter force: Whether another training may be replaced.
    /// - Throws: `FolderError` with the remedy.
    public func checkPlace(for study: Study, force: Bool) throws(FolderError) {
        guard FileManager.default.fileExists(atPath: url.path) else { return }
        guard (try? FileManager.default.contentsOfDirectory(atPath: url.path)) != nil else {
            throw FolderError(
                path: url.path, reason: "it is no folder that can be read", remedy: "choose another folder with --out")
        }
        let hashes = [study.dataHash, study.configuration.hash]
        let place = FolderPlace(
            url: url, kind: ("training", "backtest.training-manifest/1"), other: "another training")
        try place.check(force: force) { manifest in hashes.allSatisfy(manifest.contains) }
    }

    /// Writes all files, or none.
    ///
    /// - Parameter command: The command that repeats the training.
    /// - Returns: The model's file as it was written; `nil` where the model cannot be stored.
    /// - Throws: `FolderError`.
    @discardableResult
    public func write(_ result: TrainingResult, command: String) throws(FolderError) -> ModelFile? {
        let file = result.modelFile
        try write(
            result, file: file,
            report: result.report(command: command, file: file.map { _ in TrainingFolder.modelFile }))
        return file
    }

    /// Writes all files, or none, of a training of which the model's file and the report are at hand.
    ///
    /// - Throws: `FolderError`.
    public func write(_ result: TrainingResult, file: ModelFile?, report: TrainingReport) throws(FolderError) {
        let folder = try FolderWriter(target: url)
        if let file {
            let path = url.appendingPathComponent(TrainingFolder.modelFile).path
            let bytes: [UInt8]
            do throws(ModelFileError) { bytes = try file.bytes(path: path) } catch {
                folder.discard()
                throw FolderError(path: path, reason: error.description)
            }
            try folder.write(bytes, to: TrainingFolder.modelFile)
        }
        try folder.write(report.html(charts: InstalledCharts.dygraphs()), to: "training.html")
        try folder.write(report.document.prettyText, to: "training.json")
        try folder.write(result.predictionsCSV, to: "predictions.csv")
        try folder.write(result.study.configuration.canonicalYAML, to: "config.yaml")
        try folder.write(manifest(result, file, report.command).prettyText, to: "manifest.json")
        try folder.finish()
    }

    private func manifest(_ result: TrainingResult, _ file: ModelFile?, _ command: String) -> JSONValue {
        let study = result.study
        return [
            "schema": "backtest.training-manifest/1",
            "name": .string(study.configuration.name), "version": .string(Version.current),
            "seed": .integer(Int(truncatingIfNeeded: study.configuration.seed)), "command": .string(command),
            "hashes": [
                "data": .string(study.dataHash), "config": .string(study.configuration.hash),
                "model": file.map { .string($0.model.digest) } ?? .null,
            ],
            "sources": .array(
                study.data.sources.map {
                    ["path": .string($0.path), "sha256": .string($0.sha256), "bytes": .integer($0.byteCount)]
                }),
            "host": .host([.init("blas_threads", .integer(BLASThreads.count))]),
            "seconds": ["fits": .number(result.folds.reduce(0) { $0 + $1.seconds })],
        ]
    }
}

extension TrainingResult {
    /// The file of the model that is kept; `nil` where a user's own type cannot be stored.
    public var modelFile: ModelFile? {
        guard let stored = try? StoredModel(of: final.fitted) else { return nil }
        let symbols = study.data.panel.instruments.filter(\.isTradable).map(\.symbol)
        var parameters: [String: String] = [:]
        for (name, value) in plan.parameters { parameters[name] = value.description }
        return ModelFile(
            description: ModelDescription(
                name: study.configuration.name, kind: plan.kind, parameters: parameters,
                features: plan.features.features.map {
                    .init(name: $0.name, expression: $0.expression, across: $0.across?.rawValue)
                },
                window: plan.window, transforms: plan.transforms,
                label: .init(kind: plan.label.kind.rawValue, horizon: plan.label.horizon),
                predictsProbability: plan.model.predictsProbability, seed: plan.seed,
                training: .init(
                    from: Timestamp(nanoseconds: final.from).description,
                    through: Timestamp(nanoseconds: final.through).description, samples: final.sampleCount,
                    instruments: plan.features.symbols ?? symbols),
                hashes: .init(data: study.dataHash, config: study.configuration.hash),
                config: study.configuration.canonicalYAML),
            model: stored)
    }

    /// The forecasts out of sample as CSV: `time,instrument,fold,prediction,label,label_end`.
    public var predictionsCSV: String {
        let symbols = study.data.panel.instruments.map(\.symbol)
        var text = CSVCells.line(["time", "instrument", "fold", "prediction", "label", "label_end"])
        for fold in folds {
            for one in fold.forecasts {
                text += CSVCells.line([
                    Timestamp(nanoseconds: one.start).description, symbols[one.instrument], String(fold.number + 1),
                    one.value.shortestText, one.label.shortestText, Timestamp(nanoseconds: one.end).description,
                ])
            }
        }
        return text
    }
}
