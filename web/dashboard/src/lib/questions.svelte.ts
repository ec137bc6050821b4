// Questions with yes and no, which ui/Question.svelte puts.
export interface Question {
    title: string;
    text: string;
    yes: string;
    no: string;
}

class Questions {
    current = $state.raw<Question>();
    #answered: (yes: boolean) => void = () => {};

    ask(question: Question): Promise<boolean> {
        this.answer(false);
        this.current = question;
        return new Promise(resolve => (this.#answered = resolve));
    }

    answer(yes: boolean): void {
        this.current = undefined;
        this.#answered(yes);
    }
}

export const questions = new Questions();
