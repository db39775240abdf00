/** The page's look, as the renderer takes it. Colours are the page's own properties, so that dark mode holds. */

const TEXT = "var(--govuk-text-colour)";
const QUIET = "var(--govuk-secondary-text-colour)";

const colour = (value) => ({ default: value, subtle: value });
const foreground = {
  default: { default: TEXT, subtle: QUIET },
  dark: colour(TEXT),
  light: colour(QUIET),
  accent: colour("var(--govuk-link-colour)"),
  good: colour("var(--govuk-success-colour)"),
  warning: colour(TEXT),
  attention: colour("var(--govuk-error-colour)"),
};
const plain = { backgroundColor: "transparent", borderColor: "var(--govuk-border-colour)", foregroundColors: foreground };
const raised = { ...plain, backgroundColor: "var(--surface)" };

export const hostConfig = {
  supportsInteractivity: true,
  fontFamily: "inherit",
  fontSizes: { small: 16, default: 19, medium: 19, large: 24, extraLarge: 27 },
  fontWeights: { lighter: 400, default: 400, bolder: 700 },
  lineHeights: { small: 20, default: 25, medium: 25, large: 30, extraLarge: 32 },
  spacing: { small: 5, default: 15, medium: 15, large: 20, extraLarge: 30, padding: 0 },
  separator: { lineThickness: 1, lineColor: "var(--govuk-border-colour)" },
  containerStyles: { default: plain, emphasis: raised, accent: raised, good: raised, attention: raised, warning: raised },
  textBlock: { headingLevel: 3 },
  inputs: {
    label: {
      inputSpacing: "small",
      requiredInputs: { weight: "bolder", suffix: " *", suffixColor: "attention" },
      optionalInputs: { weight: "bolder" },
    },
    errorMessage: { color: "attention", weight: "bolder", spacing: "small" },
  },
  actions: {
    maxActions: 10,
    actionsOrientation: "horizontal",
    actionAlignment: "left",
    buttonSpacing: 10,
    spacing: "default",
    showCard: { actionMode: "inline", inlineTopMargin: 15, style: "emphasis" },
    preExpandSingleShowCardAction: false,
  },
  factSet: {
    title: { weight: "bolder", wrap: true, maxWidth: 220 },
    value: { wrap: true },
    spacing: 15,
  },
};
