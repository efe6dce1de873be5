import ArgumentParser
import DataSources
import Foundation
import Reports
import Research
import StrategyKit
import Synchronization

/// `backtest train`.
struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Tests the model of a config out of sample, fold by fold, and writes the model and a report.",
        discussion: """
            The model is strategy.model of the config. Each fold's model forecasts what it has not seen; then the model is \
            fitted on the newest samples and kept. Writes runs/<name>-training-<hash>/ with training.html, training.json, \
            predictions.csv (time,instrument,fold,prediction,label,label_end), model.btm, config.yaml and manifest.json.

            Folds that are done are kept while it runs: after an interruption the same command goes on with them, to the \
            same bits. The model that is kept learnt from all of the newest samples: its forecasts of data before its \
            training's end say nothing; those of the folds do.

              backtest train Strategies/ridge-panel.yaml
              backtest train x.yaml --set strategy.model.window=20 --json | jq .score
              backtest predict runs/x-training-1a2b3c4d/model.btm --data x.yaml --newest
            """)

    @OptionGroup var config: ConfigArguments

    @Option(help: ArgumentHelp("The folder to write, instead of one below runs/.", valueName: "folder"))
    var out: String?

    @Flag(help: "Replace a folder that holds another training.")
    var force = false

    @Flag(help: "Fit every fold anew, those too that an interrupted training has kept.")
    var restart = false

    @Flag(help: "Print training.json.")
    var json = false

    @Flag(help: "Print the forecasts out of sample as CSV, as predictions.csv has them.")
    var csv = false

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    @OptionGroup var caching: CacheOption

    func validate() throws {
        guard [json, csv, quiet].filter({ $0 }).count <= 1 else {
            throw ValidationError("--json, --csv and --quiet exclude each other.")
        }
    }

    func run() throws {
        let configuration = try config.read()
        let cache = try caching.cache()
        let training = try StudyFailure.rethrow { () throws(StudyError) in
            try TrainingStudy(
                try Study(configuration, cache: cache) { done, total in
                    Console.progress("reading \(ProgressText.bytes(done)) of \(ProgressText.bytes(total))")
                })
        }
        let study = training.study
        if cache == nil { for note in study.data.notes { Console.note(note) } }
        defer { study.pages?.finish() }
        Interrupt.listen()
        let folder = TrainingFolder(study, at: out)
        try TrainCommand.writing { () throws(FolderError) in try folder.checkPlace(for: study, force: force) }
        let archive = try StudyFailure.rethrow { () throws(StudyError) in
            try folder.archive(for: study, ownModels: Registered.ownModels)
        }
        if restart { archive.clear() }
        let done = archive.count
        if done > 0, !quiet { Console.note("going on: \(done) folds are done already; --restart fits them anew") }
        let result: TrainingResult
        do throws(StudyError) {
            result = try training.run(keeping: archive, isCancelled: { Interrupt.isRequested }) { stage in
                Console.progress(TrainCommand.text(stage), isStage: stage == .finalModel)
            }
        } catch {
            Console.endProgress()
            guard case .interrupted = error else { throw CommandFailure(error) }
            throw CommandFailure(
                .interrupted, "interrupted: \(archive.count) folds are kept; the same command goes on with them")
        }
        Console.endProgress()
        let file = result.modelFile
        let report = result.report(
            command: config.command("train", folder: folder.url), file: file.map { _ in TrainingFolder.modelFile })
        try TrainCommand.writing { () throws(FolderError) in
            try folder.write(result, file: file, report: report)
        }
        archive.remove()
        if json {
            Console.out(report.document.prettyText)
        } else if csv {
            Console.out(result.predictionsCSV)
        } else if !quiet {
            Console.out(TrainingSummary(result, report, folder: folder.url.relativePath, hasFile: file != nil).text)
        }
        if let failed = result.folds.first(where: { $0.failure != nil }), result.forecasts.isEmpty {
            throw CommandFailure(.failed, "no fold has a model; fold \(failed.number + 1): \(failed.failure ?? "")")
        }
    }

    private static func writing<Value>(_ body: () throws(FolderError) -> Value) throws -> Value {
        do throws(FolderError) { return try body() } catch { throw CommandFailure(.failed, error.description) }
    }

    private static func text(_ stage: TrainingStudy.Stage) -> String {
        switch stage {
        case .features(let done, let all):
            "features: \(ProgressText.share(min(done, all), of: all)) of \(all) bars"
        case .fold(let fold, let count): "fold \(fold) of \(count)"
        case .epoch(let epoch, let fold, let count): "fold \(fold) of \(count): epoch \(epoch)"
        case .finalModel: "fitting the model that is kept"
        }
    }
}
