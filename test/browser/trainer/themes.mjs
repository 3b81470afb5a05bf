/** The variables of three themes, as far as the page uses them; values as a user sees them in the editor's own themes. */
export const themes = {
  light: {
    class: 'vscode-light',
    variables: {
      foreground: '#3b3b3b',
      descriptionForeground: '#5f5f5f',
      'editor-background': '#ffffff',
      'panel-border': '#e0e0e0',
      focusBorder: '#005fb8',
      'button-background': '#005fb8',
      'button-foreground': '#ffffff',
      'button-hoverBackground': '#0258a8',
      'button-secondaryBackground': '#e5e5e5',
      'button-secondaryForeground': '#3b3b3b',
      'button-secondaryHoverBackground': '#cccccc',
      'input-background': '#ffffff',
      'input-foreground': '#3b3b3b',
      'input-border': '#cecece',
      'dropdown-background': '#ffffff',
      'dropdown-foreground': '#3b3b3b',
      'dropdown-border': '#cecece',
    },
  },
  dark: {
    class: 'vscode-dark',
    variables: {
      foreground: '#cccccc',
      descriptionForeground: '#9d9d9d',
      'editor-background': '#1f1f1f',
      'panel-border': '#2b2b2b',
      focusBorder: '#0078d4',
      'button-background': '#0078d4',
      'button-foreground': '#ffffff',
      'button-hoverBackground': '#026ec1',
      'button-secondaryBackground': '#313131',
      'button-secondaryForeground': '#cccccc',
      'button-secondaryHoverBackground': '#3c3c3c',
      'input-background': '#313131',
      'input-foreground': '#cccccc',
      'input-border': '#3c3c3c',
      'dropdown-background': '#313131',
      'dropdown-foreground': '#cccccc',
      'dropdown-border': '#3c3c3c',
    },
  },
  'high-contrast': {
    class: 'vscode-high-contrast',
    variables: {
      foreground: '#ffffff',
      descriptionForeground: 'rgba(255, 255, 255, 0.7)',
      'editor-background': '#000000',
      contrastBorder: '#6fc3df',
      focusBorder: '#f38518',
      'button-background': '#000000',
      'button-foreground': '#ffffff',
      'button-secondaryBackground': '#000000',
      'button-secondaryForeground': '#ffffff',
      'input-background': '#000000',
      'input-foreground': '#ffffff',
      'input-border': '#6fc3df',
      'dropdown-background': '#000000',
      'dropdown-foreground': '#ffffff',
      'dropdown-border': '#6fc3df',
    },
  },
};

/** A style sheet that sets a theme's variables. */
export function themeCss({ variables }) {
  const lines = Object.entries(variables).map(([name, value]) => `  --vscode-${name}: ${value};`);
  return `:root {\n${lines.join('\n')}\n  --vscode-font-family: system-ui, sans-serif;\n  --vscode-font-size: 13px;\n}\n`;
}
