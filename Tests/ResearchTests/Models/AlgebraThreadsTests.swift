import Testing

@testable import Research

@Suite struct AlgebraThreadsTests {
    @Test func threadsAreOneUnlessTheEnvironmentSaysOtherwise() throws {
        #expect(try Study.algebraThreads([:]) == 1)
        #expect(try Study.algebraThreads([Study.threadsVariable: ""]) == 1)
        #expect(try Study.algebraThreads([Study.threadsVariable: "2"]) == 2)
    }

    @Test(arguments: ["0", "257", "two", "-1", "1.5"])
    func whatIsNoNumberOfThreadsIsRefused(text: String) {
        #expect(throws: StudyError.self) { _ = try Study.algebraThreads([Study.threadsVariable: text]) }
    }
}
